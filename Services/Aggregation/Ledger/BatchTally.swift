/// What became of the messages of a batch.
struct BatchTally: Hashable, Sendable {
    /// Messages that are now their declaration's current revision and stand in the counts.
    var counted = 0
    /// Messages that are now their declaration's current revision and take it back.
    var withdrawn = 0
    /// Messages that came after a higher revision of their declaration.
    var superseded = 0
    /// Messages that are copies of what the ledger already holds.
    var duplicates = 0
    /// Messages whose content contradicts the one that the ledger holds for the same revision.
    var conflicts = 0
    var refused = 0

    /// All messages of the batch.
    var total: Int { self.counted + self.withdrawn + self.superseded + self.duplicates + self.conflicts + self.refused }

    static func + (left: Self, right: Self) -> Self {
        BatchTally(
            counted: left.counted + right.counted, withdrawn: left.withdrawn + right.withdrawn,
            superseded: left.superseded + right.superseded, duplicates: left.duplicates + right.duplicates,
            conflicts: left.conflicts + right.conflicts, refused: left.refused + right.refused)
    }
}
