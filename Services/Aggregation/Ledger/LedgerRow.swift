/// A row that a batch adds to the ledger.
struct LedgerRow: Hashable, Sendable {
    let submission: Submission
    var state: LedgerState
    /// Why the revision is refused, in words for people; `nil` unless it is.
    var refusal: String?
}
