import Contracts
import CoreMetrics
import Logging
import Messaging
import Mortality
import Persistence
import Runtime

/// Brings a batch of the queue to the copy, and judges what it moved.
///
/// When ``handle(_:)`` returns, every message of the batch is in the copy or among the dead letters, durably, or its
/// department is marked for a snapshot. When it throws, nothing is wrong with the messages: they stay in the queue until
/// what is away is back.
struct CountsIntake: Sendable {
    let judge: DepartmentJudge
    let copy: CopyState
    let news: OutboxNotifier
    let deadLetters: DeadLetters
    let logger: Logger

    /// How many departments are judged at once.
    private static let concurrency = 4

    /// What the messages of a batch say.
    private struct Reading {
        var counts: [DepartmentCode: DepartmentCounts] = [:]
        /// When each change was committed.
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

    /// Applies each department's changes. One that fails by itself is marked, and its messages are let go: a snapshot brings
    /// what they say.
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

/// Reads messages of the queue: changes of counts that the copy can hold, or why they are none.
enum ChangeReader {
    /// - Throws: `ContractError` for bytes that are no change of counts, and for values that cannot be.
    static func read(_ body: [UInt8]) throws(ContractError) -> CountsChange {
        try CountsChange(try Wire.decode(Vigie_V1_CountsChanged.self, from: body))
    }
}
