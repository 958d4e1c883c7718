/// The data of a server-sent event `counts` or `alert`.
struct EventAnswer: Encodable, Sendable {
    let department: String
    let date: String
    /// The communes that changed; empty when the department as a whole did.
    let communes: [String]
}

/// The data of a server-sent event `reload`: the client must read everything of the department again, since it is no longer known what changed.
struct ReloadAnswer: Encodable, Sendable {
    let department: String
}
