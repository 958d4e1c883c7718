import Contracts
import CoreMetrics
import Formats
import Judging
import Mortality
import Persistence
import Runtime

/// Copies what changed in a department, judges it and moves its alerts, in one transaction that also holds what others are told of it.
///
/// Several tasks and processes may work at once: one at a time judges a department, and who judges the same counts again changes and tells
/// nothing.
struct DepartmentJudge: Sendable {
    let store: AlertingStore
    let book: TerritoryBook
    let clock: ZoneClock
    let delays: DelayModels
    var judge = Judge()

    /// Copies counts and judges the days that they change.
    ///
    /// - Parameters:
    ///   - earlier: days that were copied by ``copy(_:of:)`` and have not been judged since.
    ///   - clusters: clusters that were found, to be kept and judged with.
    /// - Returns: the entries that the commit leaves in the outbox, to be published.
    func apply(
        _ counts: DepartmentCounts, of department: DepartmentCode, judging extent: JudgingExtent, moved earlier: Set<CivilDay> = [],
        clusters: [FoundCluster] = []
    ) async throws -> [OutboxEntry] {
        let territory = try await self.book.territory(department)
        let today = self.clock.today(in: await self.book.zone(of: department))
        let began = ContinuousClock.now
        let news = try await self.store.pool.transaction { transaction in
            let moved = try await self.store.copy(counts, of: department, in: transaction).union(earlier)
            var found: [DeathCluster] = []
            for cluster in clusters {
                if let kept = try await self.store.save(cluster, in: transaction) { found.append(kept) }
            }
            var summed = moved
            // An import may have changed whose people reported.
            if case .span(let span) = extent { summed.formUnion(try await self.store.heldDays(of: department, within: span, in: transaction)) }
            let days = extent.days(moved: summed, today: today)
            guard !days.isEmpty else {
                try await self.store.sum(summed, of: department, in: transaction)
                return [OutboxEntry]()
            }
            let round = try JudgingRound(
                days, territory: territory, judge: self.judge,
                delay: self.delays.model(of: department).map { DelayCorrection(model: $0, today: today) }, today: today,
                facts: try await self.store.excerpt(of: department, moved: summed, judging: days, in: transaction))
            let plan = try round.plan(
                try await self.store.evidence(on: Set(round.questions.map(\.day)), of: department, in: transaction),
                try await self.store.heldDays(before: round.daysToRead, of: department, in: transaction), moved: moved, clusters: found,
                identifiers: try FreshIdentifiers(drawing: RandomID.make), now: self.clock.instant)
            return try await self.store.write(plan, in: transaction)
        }
        Timer(label: "vigie_alerting_transaction_seconds")
            .recordNanoseconds(Int64((ContinuousClock.now - began) / .nanoseconds(1)))
        return news
    }

    /// Copies counts without judging them, and returns the days that moved.
    func copy(_ counts: DepartmentCounts, of department: DepartmentCode) async throws -> Set<CivilDay> {
        try await self.store.pool.transaction { transaction in
            let moved = try await self.store.copy(counts, of: department, in: transaction)
            try await self.store.sum(moved, of: department, in: transaction)
            return moved
        }
    }

    /// Judges every day that anything is held of, a span of days by each transaction, the last days first.
    ///
    /// - Parameter tell: is given what each commit leaves to be told to others.
    func judgeEverything(of department: DepartmentCode, tell: ([OutboxEntry]) -> Void) async throws {
        let today = self.clock.today(in: await self.book.zone(of: department))
        let first = try await self.store.firstHeldDay(of: department) ?? today
        for span in JudgingExtent.spans(from: min(first, today), through: today) {
            try Task.checkCancellation()
            tell(try await self.apply(DepartmentCounts(), of: department, judging: .span(span)))
        }
    }
}
