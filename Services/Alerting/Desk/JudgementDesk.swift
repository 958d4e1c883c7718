import Contracts
import CoreMetrics
import Judging
import Mortality
import Persistence
import Runtime

/// Takes what changed in a department, judges it and moves its alerts: one transaction, which holds the news of it too.
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
    let delays: DelayBook
    var judge = Judge()

    /// How far ahead a change on a day moves levels: through the seven days it is in, and the days that a level comes from.
    static let echo = 6 + LevelRule.reach - 1

    /// What the commit leaves to be told to others; it is in the outbox until then.
    ///
    /// - Parameter clusters: of days that clusters were looked for on, to be kept and judged with.
    func take(
        _ counts: DepartmentCounts, of department: DepartmentCode, judging extent: Extent, clusters: [FoundCluster] = []
    ) async throws -> [OutboxEntry] {
        let territory = try await self.book.territory(department)
        let today = self.clock.today(in: await self.book.zone(of: department))
        let began = ContinuousClock.now
        let news = try await self.store.pool.transaction { transaction in
            try await self.store.lock(department, in: transaction)
            let moved = try await self.store.copy(counts.cells, counts.reports, of: department, in: transaction)
            try await self.store.refresh(moved, of: department, in: transaction)
            var found: [DeathCluster] = []
            for cluster in clusters {
                if let kept = try await self.store.save(cluster.cluster, input: cluster.input, in: transaction) { found.append(kept) }
            }
            let days = try await self.days(extent, moved: moved, of: department, today: today, in: transaction)
            guard !days.isEmpty else { return [OutboxEntry]() }
            try await self.store.markScanDue(moved.filter { $0 <= today }, of: department, in: transaction)
            let round = JudgingRound(
                territory: territory, judge: self.judge,
                delay: self.delays.model(of: department).map { DelayCorrection(model: $0, today: today) }, today: today, store: self.store)
            let changed = try await round.judge(days, in: transaction)
            let moves = try await AlertDesk(store: self.store, clock: self.clock).follow(round, in: transaction)
            return try await AlertNews(store: self.store, clock: self.clock).append(
                changed, moves, clusters: found, of: department, in: transaction)
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
            let held = try await self.store.heldDays(of: department, in: transaction)
            // An import may have changed whose people reported.
            try await self.store.refresh(held, of: department, in: transaction)
            for day in held {
                for offset in 0...Self.echo { ends.insert(day.advanced(by: offset)) }
            }
            ends.insert(today)
        }
        for day in moved { for offset in 0...Self.echo { ends.insert(day.advanced(by: offset)) } }
        return ends.filter { $0 <= today }.sorted()
    }
}
