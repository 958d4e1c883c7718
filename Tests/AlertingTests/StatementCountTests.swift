import Contracts
import Mortality
import Persistence
import Testing

@testable import Alerting

/// The tests of how many statements a change costs under its department's lock, as PostgreSQL counts the plans that it made for them.
@Suite struct StatementCountTests {
    private func day(_ back: Int = 0) throws -> CivilDay { try CivilDay(iso: "2026-11-20").advanced(by: -back) }

    /// Returns the number of statements that the one connection of a pool has run so far, besides BEGIN, COMMIT and this question.
    private func statements(_ pool: DatabasePool) async throws -> Int {
        try await pool.query(
            """
            SELECT coalesce(sum(generic_plans + custom_plans), 0)::int8 FROM pg_prepared_statements
            WHERE statement NOT LIKE '%pg_prepared_statements%'
            """
        ).one().int(0)
    }

    private func cost(_ counts: DepartmentCounts, _ judge: DepartmentJudge, judging extent: JudgingExtent = .moved) async throws -> (statements: Int, news: Int)
    {
        let before = try await self.statements(judge.store.pool)
        let news = try await judge.apply(counts, of: try DepartmentCode("56"), judging: extent)
        return (try await self.statements(judge.store.pool) - before, news.count)
    }

    private func world() async throws -> (AlertingWorld, DepartmentJudge) {
        let world = try await AlertingWorld.fresh()
        let pool = DatabasePool(address: try DatabaseAddress(url: world.url), size: 1, name: "alerting-counted", logger: AlertingWorld.quiet)
        let thresholds = try ThresholdDeriver(pool: pool, years: 20, logger: AlertingWorld.quiet)
        let judge = DepartmentJudge(
            store: try AlertingStore(pool: pool), book: TerritoryBook(store: TerritoryStore(pool: pool, thresholds: thresholds)), clock: world.clock,
            delays: world.delays)
        // The reference list is read once.
        _ = try await judge.book.territory(try DepartmentCode("56"))
        return (world, judge)
    }

    @Test func aJudgedChangeCostsFiveStatements() async throws {
        let (_, judge) = try await self.world()
        #expect(try await self.cost(try AlertingWorld.weeks(0...6, before: try self.day(), daily: 10), judge) == (5, 1))
        // One more death is declared on one day.
        let one = DepartmentCounts(cells: [try Given.cell("56121", try self.day(), deaths: 1, version: 2)], reports: [])
        #expect(try await self.cost(one, judge) == (5, 1))
        // Counts that are known already cost the copy and the excerpt, and nothing is written.
        #expect(try await self.cost(one, judge, judging: .days([try self.day()])) == (3, 0))
        #expect(try await self.cost(one, judge).statements == 1)
        // Counts that are only copied cost less.
        let more = DepartmentCounts(cells: [try Given.cell("56121", try self.day(), deaths: 2, version: 3)], reports: [])
        #expect(try await self.cost(more, judge, judging: .nothing) == (2, 0))
    }

    @Test func withAnAlertUnderWayItCostsNineAtMost() async throws {
        let (world, judge) = try await self.world()
        _ = try await self.cost(try AlertingWorld.weeks(0...6, before: try self.day(), daily: 10), judge)
        #expect(try await self.cost(try AlertingWorld.week(endingOn: try self.day(), daily: 30, version: 2), judge) == (8, 1), "it is raised and frozen")
        #expect(try await world.alerts().map(\.level) == [.red])
        // The alert goes on with another explanation and without an event.
        let more = DepartmentCounts(cells: [try Given.cell("56260", try self.day(), deaths: 40, version: 3)], reports: [])
        #expect(try await self.cost(more, judge) == (7, 1))
        // While the alert stands, a day long past is corrected; the last day is read besides.
        let old = DepartmentCounts(cells: [try Given.cell("56260", try self.day(30), deaths: 11, version: 2)], reports: [])
        #expect(try await self.cost(old, judge).statements <= 9)
        // The alert ends.
        let over = try await self.cost(try AlertingWorld.week(endingOn: try self.day(), daily: 10, version: 4), judge)
        #expect(over == (8, 1))
        #expect(try await world.alerts().map(\.status) == [.closed])
    }
}
