/// What a row of the ledger stands for now; the numbers are those of the database.
enum LedgerState: Int16, Sendable, CaseIterable {
    /// The row is its declaration's current revision, and its deaths are in the counts.
    case counted = 1
    /// The row was admitted, and a higher revision of its declaration holds.
    case superseded = 2
    /// The row is its declaration's current revision and takes the declaration back.
    case withdrawn = 3
    /// The row was decoded and not admitted; it never counts.
    case refused = 4
}
