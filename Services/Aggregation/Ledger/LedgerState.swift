/// What a row of the ledger stands for now; the numbers are those of the database.
enum LedgerState: Int16, Sendable, CaseIterable {
    /// The declaration's current revision: its deaths are in the counts.
    case counted = 1
    /// A higher revision holds.
    case superseded = 2
    /// The declaration's current revision takes it back.
    case withdrawn = 3
    /// Decoded, and not admitted; it never counts.
    case refused = 4
}
