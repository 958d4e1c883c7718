import Contracts
import Formats
import Judging
import Messaging
import Mortality
import Persistence
import Runtime

/// Moves the alerts of a department through their life, by what was computed and by what people do.
struct AlertDesk: Sendable {
    let store: AlertingStore
    let clock: ZoneClock

    /// Follows what was judged, in the same transaction.
    func follow(_ round: JudgingRound, in transaction: Transaction) async throws -> AlertMoves {
        let standing = try await self.store.standing(of: round.department, in: transaction)
        guard let last = standing.last else { return AlertMoves() }
        var moves = AlertMoves()
        let missing = standing.missing.map { JudgedDay(day: $0, level: .yellow) }
        for (kind, episode) in [(AlertKind.excess, Episode(standing.raised)), (.missingData, Episode(missing))] {
            let previous = try await self.store.lastAlert(of: round.department, kind: kind, in: transaction)
            // Most of the time there is none, and none to come.
            let isUnderWay = previous.map { $0.alert.closedAt == nil || $0.closedOver != nil } ?? false
            guard episode != nil || isUnderWay else { continue }
            var shown = last
            if kind == .missingData, let day = episode?.lastDay {
                // Where everybody is silent, the last day that could be judged is not the one that tells of it.
                shown = try await self.store.assessments(of: round.department, on: [day], in: transaction)[day]?.assessment ?? last
            }
            try await self.move(kind, previous, episode, shown, round, &moves, in: transaction)
        }
        return moves
    }

    private func move(
        _ kind: AlertKind, _ previous: AlertRecord?, _ episode: Episode?, _ last: DepartmentAssessment, _ round: JudgingRound,
        _ moves: inout AlertMoves, in transaction: Transaction
    ) async throws {
        let now = self.clock.instant.microseconds
        let findings = try await Findings(of: last, in: round, transaction)
        let explanation = Explanation.text(of: last, kind: kind, episode: episode, findings: findings)
        let life = AlertLife(department: round.department, kind: kind, previous: previous)
        guard let step = life.next(episode: episode, day: last.day, explanation: explanation, id: RandomID.make(), now: now) else { return }
        var record = step.record
        // With each step, and with each day that it lasts: what was half declared yesterday is whole today.
        let isFrozen = !step.happenings.isEmpty || record.alert.lastDay != previous?.alert.lastDay
        if isFrozen { record.alert.dossiers += 1 }
        try await self.store.save(record, in: transaction)
        if isFrozen {
            let dossier = try await DossierDesk(store: self.store).dossier(of: record.alert, last, findings, in: round, at: now, transaction)
            try await self.store.save(
                dossier: try Wire.encode(dossier), number: record.alert.dossiers, of: record.alert.id, at: now, in: transaction)
        }
        moves.alerts.append(record.alert)
        moves.events += try await self.store.save(
            step.happenings, of: record.alert.id, ids: step.happenings.map { _ in RandomID.make() }, at: now, in: transaction)
    }

    /// Does what a person does. The same again is answered as the first time.
    ///
    /// - Parameter isVisible: whose alerts the caller may act upon.
    /// - Returns: the alert, what happened, and what others are to be told of it.
    /// - Throws: `RPCFailure`: `notFound`, also for what the caller may not see, and `invalid` for what cannot be done to it as it stands.
    func act(
        _ action: AlertAction, isVisible: @escaping @Sendable (DepartmentCode) -> Bool
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
            let now = self.clock.instant.microseconds
            let step: AlertStep
            do throws(AlertRefusal) {
                step = try AlertLife.next(record, action, now: now)
            } catch {
                throw RPCFailure(.invalid, error.description)
            }
            try await self.store.save(step.record, in: transaction)
            let events = try await self.store.save(
                step.happenings, of: action.alert, ids: [action.id], keyID: action.keyID, at: now, in: transaction)
            guard let event = events.first else { throw RPCFailure(.unavailable, "nothing was written down") }
            let news = try await AlertNews(store: self.store, clock: self.clock).append(
                [], AlertMoves(alerts: [step.record.alert], events: events), of: known.department, in: transaction)
            return (step.record.alert, event, news)
        }
    }
}
