import Contracts
import Messaging
import Mortality
import Persistence
import Runtime

/// Does to an alert what a person asks for, as far as its life allows.
struct AlertActionHandler: Sendable {
    let store: AlertingStore
    let clock: ZoneClock

    /// Does what a person does. The same again is answered as the first time.
    ///
    /// - Parameter isVisible: whose alerts the caller may act upon.
    /// - Returns: the alert, what happened, and what others are to be told of it.
    /// - Throws: `RPCFailure`: `notFound`, also for what the caller may not see, and `invalid` for what cannot be done to it as it stands.
    func perform(
        _ action: RequestedAction, isVisible: @escaping @Sendable (DepartmentCode) -> Bool
    ) async throws -> (alert: DepartmentAlert, event: AlertEvent, news: [OutboxEntry]) {
        guard let known = try await self.store.alert(action.alert), isVisible(known.department) else {
            throw RPCFailure(.notFound, "there is no such alert")
        }
        return try await self.store.pool.transaction { transaction in
            try await self.store.lock(known.department, in: transaction)
            guard let record = try await self.store.alert(action.alert, in: transaction) else {
                throw RPCFailure(.notFound, "there is no such alert")
            }
            if let event = try await self.store.event(action.id, in: transaction) {
                guard event.alert == action.alert else { throw RPCFailure(.invalid, "the id was used for another alert") }
                return (record.alert, event, [])
            }
            let now = self.clock.instant
            let last = try await self.store.lastEvent(of: action.alert, in: transaction)
            let plan: JudgingPlan
            do throws(AlertRefusal) {
                plan = try JudgingPlan(action, on: AlertStanding.Followed(record: record, events: last), now: now)
            } catch {
                throw RPCFailure(.invalid, error.description)
            }
            guard let moved = plan.alerts.first, let event = moved.events.first else {
                throw RPCFailure(.unavailable, "nothing was written down")
            }
            return (moved.record.alert, event, try await self.store.write(plan, in: transaction))
        }
    }
}
