import Contracts
import CoreMetrics
import Logging
import Messaging
import Mortality
import Persistence
import Runtime

/// Takes a batch from the queue to the copy, and judges what it moved.
///
/// When ``handle(_:)`` returns, every message of the batch is in the copy or among the dead letters, durably, or its
/// department is marked for a snapshot. When it throws, nothing is wrong with the messages: they stay in the queue until
/// what is away is back.
struct CountsIntake: Sendable {
    let desk: JudgementDesk
    let copy: CopyState
    let news: NewsDesk
    let deadLetters: DeadLetters
    let logger: Logger

    /// How many departments are judged at once.
    private static let concurrency = 4

    /// What the messages of a batch say.
    private struct Reading {
        var counts: [DepartmentCode: DepartmentCounts] = [:]
        /// When each change was committed, in microseconds.
        var instants: [Int64] = []
        var dead: [OutgoingMessage] = []
    }

    func handle(_ deliveries: [Delivery]) async throws {
        let reading = self.read(deliveries)
        try await self.judge(reading.counts)
        let now = Instant.now
        for instant in reading.instants {
            Timer(label: "vigie_alerting_counted_to_judged_seconds").recordNanoseconds(now.elapsed(since: Instant(microseconds: instant)))
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

    /// Takes each department's changes. One that fails by itself is marked, and its messages are let go: a snapshot brings
    /// what they say.
    private func judge(_ counts: [DepartmentCode: DepartmentCounts]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, one) in counts.sorted(by: { $0.key < $1.key }).enumerated() where self.copy.takes(one.key) {
                if index >= Self.concurrency { try await group.next() }
                group.addTask { try await self.take(one.value, of: one.key) }
            }
            try await group.waitForAll()
        }
    }

    private func take(_ counts: DepartmentCounts, of department: DepartmentCode) async throws {
        do {
            let extent: JudgementDesk.Extent = self.copy.isWhole(department) ? .moved : .nothing
            self.news.tell(try await self.desk.take(counts, of: department, judging: extent))
        } catch  where DepartmentFault.isOwn(error) && !Task.isCancelled {
            self.copy.failed(department, error, while: "taking its changes")
        }
    }
}
