import Contracts
import CoreMetrics
import Logging
import Messaging
import Mortality
import Persistence
import Runtime

/// Copies the counts of a batch of messages, and judges the days that changed.
///
/// When ``handle(_:)`` returns, every message of the batch is durably in the copy or among the dead letters, or its department is marked for a
/// snapshot. When it throws, the messages are good and stay in the queue until the broker or the database is back.
struct CountsIntake: Sendable {
    let judge: DepartmentJudge
    let copy: CopyState
    let news: OutboxNotifier
    let deadLetters: DeadLetters
    let logger: Logger

    /// The number of departments that are judged at once.
    private static let concurrency = 4

    /// The contents of the messages of a batch.
    private struct Reading {
        var counts: [DepartmentCode: DepartmentCounts] = [:]
        /// The time at which each change was committed.
        var instants: [Instant] = []
        var dead: [OutgoingMessage] = []
    }

    func handle(_ deliveries: [Delivery]) async throws {
        let reading = self.read(deliveries)
        try await self.apply(reading.counts)
        let now = Instant.now
        for instant in reading.instants {
            Timer(label: "vigie_alerting_counted_to_judged_seconds").recordNanoseconds(now.elapsed(since: instant))
        }
        guard !reading.dead.isEmpty else { return }
        try await self.deadLetters.bury(reading.dead)
        Counter(label: "vigie_alerting_dead_total").increment(by: reading.dead.count)
    }

    private func read(_ deliveries: [Delivery]) -> Reading {
        var reading = Reading()
        for delivery in deliveries {
            do throws(ContractError) {
                let change = try ChangeReader.read(delivery.body)
                reading.counts[change.department, default: DepartmentCounts()].add(cells: change.cells, reports: change.reports)
                reading.instants.append(change.committedAt)
            } catch {
                self.logger.warning(
                    "a message is given up", metadata: ["reason": "\(error)", "key": "\(delivery.routingKey)"])
                reading.dead.append(delivery.deadLetter(from: Names.Queue.alertingCounts, reason: error.description))
            }
        }
        return reading
    }

    /// Applies each department's changes. A department that fails by an error of its own is marked and its messages are dropped, since a
    /// snapshot will bring what they say.
    private func apply(_ counts: [DepartmentCode: DepartmentCounts]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, one) in counts.sorted(by: { $0.key < $1.key }).enumerated() where self.copy.accepts(one.key) {
                if index >= Self.concurrency { try await group.next() }
                group.addTask { try await self.apply(one.value, of: one.key) }
            }
            try await group.waitForAll()
        }
    }

    private func apply(_ counts: DepartmentCounts, of department: DepartmentCode) async throws {
        do {
            let extent: JudgingExtent = self.copy.isWhole(department) ? .moved : .nothing
            self.news.tell(try await self.judge.apply(counts, of: department, judging: extent))
        } catch  where DepartmentFault.isOwn(error) && !Task.isCancelled {
            self.copy.failed(department, error, while: "taking its changes")
        }
    }
}

/// Reads the messages of the queue as changes of counts, or says why they are none.
enum ChangeReader {
    /// - Throws: `ContractError` for bytes that are no change of counts, and for values that cannot be.
    static func read(_ body: [UInt8]) throws(ContractError) -> CountsChange {
        try CountsChange(try Wire.decode(Vigie_V1_CountsChanged.self, from: body))
    }
}
