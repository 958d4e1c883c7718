/// A row that a batch adds to the ledger.
struct LedgerRow: Hashable, Sendable {
    let submission: Submission
    var state: LedgerState
    /// Why it is refused, for people; only then.
    var refusal: String?
}
