import Contracts
import Formats
import Judging
import Mortality
import Persistence
import Testing

@testable import Alerting

/// The test of how long a scan takes in a department of 250 communes that has declared for a year.
@Suite(.serialized) struct ScanTimeTests {
    private static let codes = (0..<250).map { "56" + String(301 + $0) }
    private static let length = 365

    private func day(_ back: Int = 0) throws -> CivilDay { try CivilDay(iso: "2026-11-20").advanced(by: -back) }

    private func land() async throws -> AlertingWorld {
        let world = try await AlertingWorld.fresh()
        try await world.pool.execute(
            """
            INSERT INTO reference.commune (code, department, name, population, zone, longitude, latitude)
            SELECT code, '56', code, 2400, 'Europe/Paris', -3.4 + 0.054 * ((place - 1) % 16), 47.6 + 0.036 * ((place - 1) / 16)
            FROM unnest($1::text[]) WITH ORDINALITY AS land (code, place)
            """, [.textArray(Self.codes)])
        return world
    }

    /// Returns a year of which every commune reported, with sixteen deaths a day.
    private func year() throws -> DepartmentCounts {
        var random = SeededGenerator(seed: 5)
        var (cells, reports): ([CellCount], [CommuneReport]) = ([], [])
        for back in 0..<Self.length {
            let day = try self.day(back)
            for code in Self.codes {
                reports.append(try Given.report(code, day))
                if Int.random(in: 0..<16, using: &random) == 0 { cells.append(try Given.cell(code, day, deaths: 1)) }
            }
        }
        return DepartmentCounts(cells: cells, reports: reports)
    }

    @Test func theStudyOfAYearIsReadOnceAndThenKept() async throws {
        let world = try await self.land()
        let judge = world.judge()
        let department = try DepartmentCode("56")
        _ = try await judge.apply(try self.year(), of: department, judging: .nothing)
        try await world.pool.execute("ANALYZE")
        let territory = try await judge.book.territory(department)
        let memory = StudyMemory(store: world.store)
        func study(_ day: CivilDay) async throws -> (ClusterInput, Duration) {
            let began = ContinuousClock.now
            let parts = try await memory.studies(of: [department], for: day)
            guard case .input(let input, _) = ScanStudy(territory: territory, parts: parts).input(day) else {
                throw Rejection(field: "study", reason: "absent")
            }
            return (input, ContinuousClock.now - began)
        }
        let first = try await study(try self.day())
        #expect(first.0.communes.count == 250 && first.0.days == Self.length)
        var later: [Duration] = []
        for back in 1...9 {
            // One more death on the day does not change the scan of the day before.
            let more = DepartmentCounts(cells: [try Given.cell(Self.codes[back], try self.day(), deaths: 3, version: UInt64(back + 1))], reports: [])
            _ = try await judge.apply(more, of: department, judging: .nothing)
            let (input, took) = try await study(try self.day())
            later.append(took)
            #expect(input.entries.count { $0.day == Self.length - 1 && $0.deaths == 3 } == back)
            #expect(try await study(try self.day(back)).0.day == self.day(back))
        }
        let median = later.sorted()[later.count / 2]
        let began = ContinuousClock.now
        _ = try await StatisticsThread().find(first.0)
        print("a year of 250 communes: the study is read in \(first.1), brought up to date in \(median); scanned in \(ContinuousClock.now - began)")
        #if DEBUG
        #expect(median < .milliseconds(500))
        #else
        #expect(median < .milliseconds(50))
        #expect(ContinuousClock.now - began + median < .milliseconds(250))
        #endif
    }
}
