/// What became of the messages of a batch.
struct BatchTally: Hashable, Sendable {
    /// Now their declaration's current revision, in the counts.
    var counted = 0
    /// Now their declaration's current revision, which takes it back.
    var withdrawn = 0
    /// Came after a higher revision.
    var superseded = 0
    /// Copies of what the ledger already holds.
    var duplicates = 0
    /// Another content for a revision that the ledger holds.
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
