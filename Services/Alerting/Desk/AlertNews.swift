import Contracts
import Formats
import Mortality
import Persistence
import Runtime

/// Writes what others are to be told beside what it tells of, in one transaction.
struct AlertNews: Sendable {
    let store: AlertingStore
    let clock: ZoneClock

    func append(
        _ changed: [JudgedAssessment], _ moves: AlertMoves, clusters: [DeathCluster] = [], of department: DepartmentCode,
        in transaction: Transaction
    ) async throws -> [OutboxEntry] {
        guard !changed.isEmpty || !moves.isEmpty || !clusters.isEmpty else { return [] }
        let change = AlertChange(
            department: department, assessments: changed.map(\.assessment), alerts: moves.alerts, events: moves.events,
            clusters: clusters, committedAt: self.clock.instant.microseconds)
        return try await self.store.outbox.append(
            [
                OutboxMessage(
                    exchange: Names.Exchange.events, routingKey: Names.RoutingKey.alertChanged(department.text),
                    messageID: RandomID.make(), type: Names.MessageType.alertChanged, body: try Wire.encode(change.message))
            ], in: transaction)
    }
}
