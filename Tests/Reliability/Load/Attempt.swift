/// One line of the client's own log: what it sent, and what it knows about the outcome.
struct Attempt: Codable, Sendable {
    /// What a client can know.
    enum Outcome: String, Codable, Sendable {
        /// 202: from now on it must be there.
        case ok
        /// Certainly not taken: nobody listened, or it was turned away.
        case fail
        /// Unknown: a timeout, a connection that broke, a 503. It may be there.
        case info
    }

    var declaration: SentDeclaration
    var outcome: Outcome
    /// The answer's status; 0 when there was none.
    var status: Int
    /// Seconds from the start of the load to the sending.
    var at: Double
    /// Seconds until the answer.
    var took: Double
}
