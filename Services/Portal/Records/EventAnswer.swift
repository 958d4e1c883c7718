/// The data of a server-sent event `counts` or `alert`.
struct EventAnswer: Encodable, Sendable {
    let department: String
    let date: String
    /// Communes that changed; empty when the department as a whole did.
    let communes: [String]
}

/// The data of a server-sent event `reload`: what changed in the department is not known any more, all of it is read anew.
struct ReloadAnswer: Encodable, Sendable {
    let department: String
}
