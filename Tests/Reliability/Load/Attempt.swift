/// One line of a client's own log: what it sent, and what it knows about the outcome.
struct Attempt: Codable, Sendable {
    /// The outcome as far as a client can know it.
    enum Outcome: String, Codable, Sendable {
        /// The answer was 202, so from now on the revision must be there.
        case ok
        /// The revision was certainly not taken: nobody listened, or it was refused.
        case fail
        /// The outcome is unknown after a timeout, a broken connection or a 503. The revision may be there.
        case info
    }

    var declaration: SentDeclaration
    var outcome: Outcome
    /// The status of the answer; 0 when there was none.
    var status: Int
    /// The seconds from the start of the load to the sending.
    var at: Double
    /// The seconds until the answer.
    var took: Double
}
