import Contracts
import Mortality
import Runtime
import Surveillance
import Testing
import Threading

@testable import Alerting

/// The tests of late declarations, from the ledger's triangle to the judgement, against a real PostgreSQL.
@Suite struct DelayWatchTests {
    private func morbihan() throws -> DepartmentCode { try DepartmentCode("56") }
    private func day() throws -> CivilDay { try CivilDay(iso: "2026-11-20") }

    /// Returns a triangle in which, of ten deaths a day, five are declared the same day, three the next and two the day after.
    private func rows(_ days: ClosedRange<CivilDay>) -> [Vigie_V1_ReportingRow] {
        CivilDay.days(from: days.lowerBound, through: days.upperBound).map { day in
            var row = Vigie_V1_ReportingRow()
            row.day = day.daysSinceEpoch
            let passed = day.distance(to: days.upperBound)
            row.first = [5] + [Int64](repeating: 0, count: DelayModels.longest)
            row.added = [0] + [3, 2].enumerated().map { $0.offset + 1 <= passed ? $0.element : 0 } + [Int64](repeating: 0, count: DelayModels.longest - 2)
            return row
        }
    }

    private func watch(_ world: AlertingWorld, _ judge: DepartmentJudge, _ told: Locked<Int>) async throws -> DelayWatch {
        let copy = CopyState(logger: AlertingWorld.quiet)
        try await copy.markWhole(try self.morbihan())
        return DelayWatch(
            judge: judge, statistics: try StatisticsThread(), copy: copy, news: OutboxNotifier { _ in }, logger: AlertingWorld.quiet,
            fetch: { _, _, days in
                told.withLock { $0 += 1 }
                return self.rows(days)
            })
    }

    @Test func whatIsStillToComeIsJudgedToo() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        #expect(judge.delays.absence(of: try self.morbihan()) != nil)
        var counts = DepartmentCounts()
        // The period is long enough for a panel.
        for back in 0..<50 {
            let day = try self.day().advanced(by: -back)
            counts.add(
                cells: [try Given.cell("56260", day, deaths: [5, 8].indices.contains(back) ? [5, 8][back] : 10)],
                reports: try AlertingWorld.communes.map { try Given.report($0.0, day) })
        }
        _ = try await judge.apply(counts, of: try self.morbihan(), judging: .moved)
        let raw = try #require(try await world.assessment(try self.day()))
        #expect(raw.observed == 63 && raw.nowcast == 63)
        _ = try await judge.book.refresh()
        let told = Locked(0)
        let watch = try await self.watch(world, judge, told)
        #expect(try await watch.learn())
        #expect(told.withLock { $0 } == 1)
        #expect(judge.delays.absence(of: try self.morbihan()) == nil)
        let shares = try #require(judge.delays.model(of: try self.morbihan())).shares
        #expect(abs(shares[0] - 0.5) < 0.02 && abs(shares[1] - 0.8) < 0.02)
        let corrected = try #require(try await world.assessment(try self.day()))
        #expect(corrected.observed == 63)
        #expect(abs(corrected.nowcast - 70) < 2)
        #expect(corrected.nowcastVariance > 0)
        #expect(try #require(corrected.expectation).zScore > (try #require(raw.expectation).zScore))
        // Learning again changes nothing, and nothing is published.
        let before = try await world.count("outbox")
        _ = try await watch.learn()
        #expect(try await world.count("outbox") == before)
    }

    @Test func tooLittleIsSaidAndNothingIsCorrected() async throws {
        let world = try await AlertingWorld.fresh()
        let judge = world.judge()
        _ = try await judge.book.refresh()
        let copy = CopyState(logger: AlertingWorld.quiet)
        let watch = DelayWatch(
            judge: judge, statistics: try StatisticsThread(), copy: copy, news: OutboxNotifier { _ in }, logger: AlertingWorld.quiet, fetch: { _, _, _ in [] })
        #expect(try await watch.learn() == false)
        try await copy.markWhole(try self.morbihan())
        #expect(try await watch.learn())
        #expect(judge.delays.model(of: try self.morbihan()) == nil)
        #expect(judge.delays.absence(of: try self.morbihan())?.hasPrefix("Trop peu de communes") == true)
    }
}
