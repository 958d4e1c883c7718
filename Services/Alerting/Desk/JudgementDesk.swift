import Contracts
import CoreMetrics
import Judging
import Mortality
import Persistence
import Runtime

/// Takes what changed in a department, judges it and moves its alert: one transaction, which holds the news of it too.
///
/// Several desks may work at once, in one process or in many: a department is judged by one at a time, and whoever judges
/// the same counts again changes nothing and tells nothing.
struct JudgementDesk: Sendable {
    /// Which days are judged anew.
    enum Extent: Sendable {
        /// None: the counts are only copied.
        case nothing
        /// Those whose seven days moved.
        case moved
        /// These, and those whose seven days moved.
        case days([CivilDay])
        /// Every day that anything is known of, and today.
        case everything
    }

    let store: AlertingStore
    let book: TerritoryBook
    let clock: ZoneClock
    var judge = Judge()
    var rule = LevelRule()

    /// How far ahead a change on a day moves levels: through the seven days it is in, and the days that a level comes from.
    static let echo = 6 + LevelRule.reach - 1

    /// What the commit leaves to be told to others; it is in the outbox until then.
    func take(_ counts: DepartmentCounts, of department: DepartmentCode, judging extent: Extent) async throws -> [OutboxEntry] {
        let territory = try await self.book.territory(department)
        let today = self.clock.today(in: await self.book.zone(of: department))
        let began = ContinuousClock.now
        let news = try await self.store.pool.transaction { transaction in
            try await self.store.lock(department, in: transaction)
            let moved = try await self.store.copy(counts.cells, counts.reports, of: department, in: transaction)
            let days = try await self.days(extent, moved: moved, of: department, today: today, in: transaction)
            guard !days.isEmpty else { return [OutboxEntry]() }
            let changed = try await self.rejudge(days, of: territory, in: transaction)
            let alert = try await self.moveAlert(of: department, in: transaction)
            return try await self.news(changed, alert, of: department, in: transaction)
        }
        Timer(label: "vigie_alerting_transaction_seconds")
            .recordNanoseconds(Int64((ContinuousClock.now - began) / .nanoseconds(1)))
        return news
    }

    /// The days to judge, in order. A change on a day moves the levels up to ``echo`` days later.
    private func days(
        _ extent: Extent, moved: Set<CivilDay>, of department: DepartmentCode, today: CivilDay, in transaction: Transaction
    ) async throws -> [CivilDay] {
        var ends: Set<CivilDay> = []
        switch extent {
        case .nothing: return []
        case .moved: break
        case .days(let days): ends = Set(days)
        case .everything:
            for day in try await self.store.heldDays(of: department, in: transaction) {
                for offset in 0...Self.echo { ends.insert(day.advanced(by: offset)) }
            }
            ends.insert(today)
        }
        for day in moved { for offset in 0...Self.echo { ends.insert(day.advanced(by: offset)) } }
        return ends.filter { $0 <= today }.sorted()
    }

    /// Judges days and saves those of which the judgement changed.
    private func rejudge(
        _ days: [CivilDay], of territory: Territory, in transaction: Transaction
    ) async throws -> [DepartmentAssessment] {
        let department = territory.department
        let reach = days.reduce(into: Set<CivilDay>()) { reach, day in
            for offset in 0..<LevelRule.reach { reach.insert(day.advanced(by: -offset)) }
        }
        let wanted = reach.reduce(into: Set<CivilDay>()) { wanted, day in
            for offset in 0...6 { wanted.insert(day.advanced(by: -offset)) }
        }
        let reported = try await self.store.days(wanted, of: department, in: transaction)
        let judgements = reach.reduce(into: [CivilDay: Judgement]()) { judgements, day in
            let week = ReportedWeek(
                (0...6).map { reported[day.advanced(by: -$0)] ?? ReportedDay() }, population: territory.population)
            judgements[day] = self.judge.judge(week, endingOn: day, against: try? territory.history.baseline(for: day))
        }
        let known = try await self.store.assessments(of: department, on: days, in: transaction)
        var changed: [DepartmentAssessment] = []
        for day in days {
            guard let judgement = judgements[day] else { continue }
            let level = self.rule.level((0..<LevelRule.reach).reversed().map { judgements[day.advanced(by: -$0)]?.score })
            let version = known[day]?.version ?? 0
            if judgement.assessment(of: department, on: day, level: level, version: version) == known[day] { continue }
            changed.append(judgement.assessment(of: department, on: day, level: level, version: version + 1))
        }
        try await self.store.save(changed, of: department, in: transaction)
        return changed
    }

    private func moveAlert(of department: DepartmentCode, in transaction: Transaction) async throws -> DepartmentAlert? {
        let standing = try await self.store.standing(of: department, in: transaction)
        guard let last = standing.last else { return nil }
        let episode = Episode(standing.raised)
        let life = AlertLife(department: department, previous: try await self.store.lastAlert(of: department, in: transaction))
        let alert = life.next(
            episode: episode, explanation: Explanation.text(of: last, episode: episode), id: Self.newID(),
            now: self.clock.instant.microseconds)
        if let alert { try await self.store.save(alert, in: transaction) }
        return alert
    }

    private func news(
        _ changed: [DepartmentAssessment], _ alert: DepartmentAlert?, of department: DepartmentCode, in transaction: Transaction
    ) async throws -> [OutboxEntry] {
        guard !changed.isEmpty || alert != nil else { return [] }
        let change = AlertChange(
            department: department, assessments: changed, alerts: alert.map { [$0] } ?? [],
            committedAt: self.clock.instant.microseconds)
        return try await self.store.outbox.append(
            [
                OutboxMessage(
                    exchange: Names.Exchange.events, routingKey: Names.RoutingKey.alertChanged(department.text),
                    messageID: Self.newID(), type: Names.MessageType.alertChanged, body: try Wire.encode(change.message))
            ], in: transaction)
    }

    /// A random UUID (RFC 9562, version 4).
    private static func newID() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }
}
