import CoreMetrics
import Ledger

/// What is measured of the way from the queue to the ledger.
struct IntakeMetrics: Sendable {
    private let outcomes: @Sendable (String, Int) -> Void
    private let batchSize = Recorder(label: "vigie_aggregation_batch_messages", dimensions: [], aggregate: true)
    private let transactionTime = Timer(label: "vigie_aggregation_transaction_seconds")
    private let receivedToCommitted = Timer(label: "vigie_aggregation_received_to_committed_seconds")

    init() {
        let counters = Dictionary(
            uniqueKeysWithValues: Self.outcomeNames.map { name in
                (name, Counter(label: "vigie_aggregation_declarations_total", dimensions: [("outcome", name)]))
            })
        self.outcomes = { name, count in counters[name]?.increment(by: count) }
    }

    /// Records the size of a batch that was taken to the end.
    func batch(of messages: Int) { self.batchSize.record(messages) }

    /// Counts what became of the messages of a committed transaction, and records how long it took.
    func transaction(_ tally: BatchTally, took duration: Duration) {
        self.transactionTime.recordNanoseconds(Self.nanoseconds(duration))
        let counts = [tally.counted, tally.withdrawn, tally.superseded, tally.duplicates, tally.conflicts, tally.refused]
        for (name, count) in zip(Self.outcomeNames, counts) where count > 0 { self.outcomes(name, count) }
    }

    /// Records the time from a declaration's reception to its commit, in nanoseconds.
    func lag(_ nanoseconds: Int64) { self.receivedToCommitted.recordNanoseconds(nanoseconds) }

    /// Counts messages that were given up.
    func dead(_ count: Int) { self.outcomes("dead", count) }

    private static let outcomeNames = ["counted", "withdrawn", "superseded", "duplicate", "conflict", "refused", "dead"]

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : nanoseconds.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
    }
}
