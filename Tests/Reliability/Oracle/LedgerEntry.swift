/// What the ledger holds of one revision, as the oracle reads it.
struct LedgerEntry: Sendable, Equatable {
    /// The states of a revision, by the numbers that the ledger keeps.
    enum State: Int, Sendable {
        case counted = 1
        case superseded, withdrawn, refused
    }

    var key: RevisionKey
    var commune: String
    var day: String
    var deaths: Int
    var state: State
}
