/// What a message of the queue turned out to be.
enum Reading: Hashable, Sendable {
    /// A revision of a declaration, admitted or not.
    case submission(Submission)
    /// Nothing that the ledger could hold, and why.
    case dead(reason: String)
}
