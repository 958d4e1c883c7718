package import Mortality

/// A row that a batch adds to the ledger.
package struct LedgerRow: Hashable, Sendable {
    package let submission: Submission
    package var state: LedgerState
    /// Why the revision is refused, in words for people; `nil` unless it is.
    package var refusal: String?
}

/// What a row of the ledger stands for now; the numbers are those of the database.
package enum LedgerState: Int16, Sendable, CaseIterable {
    /// The row is its declaration's current revision, and its deaths are in the counts.
    case counted = 1
    /// The row was admitted, and a higher revision of its declaration holds.
    case superseded = 2
    /// The row is its declaration's current revision and takes the declaration back.
    case withdrawn = 3
    /// The row was decoded and not admitted; it never counts.
    case refused = 4
}

/// How a batch moves the report of a commune-day.
package struct ReportDelta: Hashable, Sendable {
    /// By how much the number of declarations that hold and are not withdrawn changes; negative when it falls.
    package var declarations: Int32 = 0

    /// The latest reception among the batch's revisions that name the day.
    ///
    /// It is `nil` when the batch only took a declaration away to another day.
    package var lastReceivedAt: Instant?

    package init(declarations: Int32 = 0, lastReceivedAt: Instant? = nil) {
        self.declarations = declarations
        self.lastReceivedAt = lastReceivedAt
    }

    /// Takes the reception of a revision that names the day into account.
    package mutating func heard(at instant: Instant) {
        self.lastReceivedAt = max(self.lastReceivedAt ?? instant, instant)
    }
}
