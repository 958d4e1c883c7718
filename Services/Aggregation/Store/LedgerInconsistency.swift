/// The counts are not what the ledger says they are: a row that must be there is not.
///
/// Only a hand in the tables does that; `vigiectl counts rebuild` mends it, and the dead letters can then be replayed.
struct LedgerInconsistency: Error, Hashable, CustomStringConvertible {
    let expected: Int
    let found: Int
    /// The rows that were looked for and are missing, in words.
    let rows: String

    var description: String { "\(self.expected) \(self.rows) expected, \(self.found) found; rebuild the counts" }
}
