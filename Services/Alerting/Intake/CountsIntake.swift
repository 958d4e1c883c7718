import Contracts
import CoreMetrics
import Logging
import Messaging
import Mortality
import Persistence
import Runtime

/// Takes a batch from the queue to the copy, and judges what it moved.
///
/// When ``handle(_:)`` returns, every message of the batch is in the copy or among the dead letters, durably. When it
/// throws, nothing is wrong with the messages: they stay in the queue until what is away is back.
struct CountsIntake: Sendable {
    let desk: JudgementDesk
    let copy: CopyState
    let news: NewsDesk
    /// Publishes messages and says for each, in order, whether the broker holds it.
    let bury: @Sendable ([OutgoingMessage]) async -> [Result<Void, MessagingError>]
    let logger: Logger

    /// How many departments are judged at once.
    private static let concurrency = 4

    func handle(_ deliveries: [Delivery]) async throws {
        var counts: [DepartmentCode: DepartmentCounts] = [:]
        var instants: [Int64] = []
        var dead: [OutgoingMessage] = []
        for delivery in deliveries {
            do throws(ContractError) {
                let change = try ChangeReader.read(delivery.body)
                counts[change.department, default: DepartmentCounts()].add(cells: change.cells, reports: change.reports)
                instants.append(change.committedAt)
            } catch {
                self.logger.warning(
                    "a message is given up", metadata: ["reason": "\(error)", "key": "\(delivery.routingKey)"])
                dead.append(delivery.deadLetter(from: Names.Queue.alertingCounts, reason: error.description))
            }
        }
        try await self.judge(counts)
        let now = Instant.now.microseconds
        for instant in instants {
            Timer(label: "vigie_alerting_counted_to_judged_seconds")
                .recordNanoseconds(max(0, min(now - max(0, instant), 1_000_000_000_000)) * 1_000)
        }
        guard !dead.isEmpty else { return }
        for outcome in await self.bury(dead) { try outcome.get() }
        Counter(label: "vigie_alerting_dead_total").increment(by: dead.count)
    }

    private func judge(_ counts: [DepartmentCode: DepartmentCounts]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, one) in counts.sorted(by: { $0.key < $1.key }).enumerated() {
                if index >= Self.concurrency { try await group.next() }
                group.addTask {
                    let extent: JudgementDesk.Extent = self.copy.isWhole(one.key) ? .moved : .nothing
                    self.news.tell(try await self.desk.take(one.value, of: one.key, judging: extent))
                }
            }
            try await group.waitForAll()
        }
    }
}
