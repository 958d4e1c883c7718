/// The data of a server-sent event `counts` or `alert`.
struct EventAnswer: Encodable, Sendable {
    let department: String
    let date: String
    /// Communes that changed; empty when the department as a whole did.
    let communes: [String]
}
