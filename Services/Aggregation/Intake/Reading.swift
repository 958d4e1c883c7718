/// What a message of the queue turned out to be.
enum Reading: Hashable, Sendable {
    /// The message is a revision of a declaration, admitted or not.
    case submission(Submission)
    /// The message holds nothing that the ledger could hold, for this reason.
    case dead(reason: String)
}
