/// A row that a batch adds to the ledger.
struct LedgerRow: Hashable, Sendable {
    let submission: Submission
    var state: LedgerState
    /// Why it is refused, for people; only then.
    var refusal: String?
}

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

/// How a batch moves the report of a commune-day.
struct ReportDelta: Hashable, Sendable {
    /// How many living declarations more, or less.
    var declarations: Int32 = 0

    /// The latest reception among the batch's revisions that name the day, in microseconds since 1970 UTC.
    ///
    /// Nothing when the batch only took a declaration away to another day.
    var lastReceivedAt: Int64?

    /// Takes note of a revision that names the day.
    mutating func heard(at instant: Int64) {
        self.lastReceivedAt = max(self.lastReceivedAt ?? instant, instant)
    }
}
