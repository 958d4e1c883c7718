import Contracts
import Formats
import Judging
import Mortality
import Persistence
import Testing

@testable import Alerting

/// The tests of the studies that are kept in memory, against a real PostgreSQL to which several instances write.
@Suite struct StudyMemoryTests {
    private func morbihan() throws -> DepartmentCode { try DepartmentCode("56") }
    private func day(_ back: Int = 0) throws -> CivilDay { try CivilDay(iso: "2026-11-20").advanced(by: -back) }

    /// Returns the number of days that each commune reported and the number of deaths, by the study and by the rows that it stands for.
    private func compare(_ study: DepartmentStudy, _ world: AlertingWorld) async throws {
        let days = ScanStudy.days(endingOn: try self.day())
        let bounds: [SQLValue] = [.date(days.lowerBound.daysSinceEpoch), .date(days.upperBound.daysSinceEpoch)]
        for (code, _) in AlertingWorld.communes {
            let commune = try CommuneCode(code)
            let rows = try await world.pool.query(
                "SELECT count(*) FROM alerting.report WHERE commune = $1 AND declarations > 0 AND day BETWEEN $2 AND $3", [.text(code)] + bounds
            ).one().int(0)
            #expect(study.reportedDays(of: commune, from: days.lowerBound, through: days.upperBound) == rows, "\(code)")
            let deaths = try await world.pool.query(
                "SELECT coalesce(sum(deaths), 0)::int8 FROM alerting.count_cell WHERE commune = $1 AND day BETWEEN $2 AND $3", [.text(code)] + bounds
            ).one().int(0)
            let kept = CivilDay.days(from: days.lowerBound, through: days.upperBound).flatMap { study.deaths(on: $0) }
                .filter { study.communes[$0.place] == commune }.reduce(0) { $0 + $1.count }
            #expect(kept == deaths, "\(code)")
        }
        let population = try await world.pool.query("SELECT population FROM alerting.reported_day WHERE day = $1", [bounds[1]]).first?.int(0)
        #expect(study.population(on: days.upperBound) == population)
    }

    @Test func whateverAnyInstanceWritesIsKnownAtTheNextQuestion() async throws {
        let world = try await AlertingWorld.fresh()
        let judges = [world.judge(), world.judge()]
        let memory = StudyMemory(store: world.store)
        var random = SeededGenerator(seed: 9)
        for round in 1...12 {
            var counts = DepartmentCounts()
            for _ in 0..<40 {
                let (code, day) = (AlertingWorld.communes[Int.random(in: 0..<3, using: &random)].0, try self.day(Int.random(in: 0..<80, using: &random)))
                counts.add(
                    cells: [try Given.cell(code, day, deaths: Int.random(in: 0...3, using: &random), version: UInt64(round))],
                    reports: [try Given.report(code, day, declarations: Int.random(in: 0...1, using: &random), version: UInt64(round))])
            }
            _ = try await judges[round % 2].apply(counts, of: try self.morbihan(), judging: round % 4 == 0 ? .moved : .nothing)
            let study = try #require(try await memory.studies(of: [try self.morbihan()], for: try self.day())[try self.morbihan()])
            try await self.compare(study, world)
        }
    }

    @Test func onlyWhatMovedIsReadAgain() async throws {
        let world = try await AlertingWorld.fresh()
        _ = try await world.judge().apply(try AlertingWorld.weeks(0...8, before: try self.day(), daily: 10), of: try self.morbihan(), judging: .nothing)
        let fresh = DepartmentStudy(days: ScanStudy.days(endingOn: try self.day()))
        let first = try #require(try await world.store.refreshed([try self.morbihan(): fresh])[try self.morbihan()])
        #expect(first.communes.count == 3 && first.revision > 0)
        // Days that did not change are not read again: a row that somebody wrote without a new revision stays unknown.
        try await world.pool.execute("ALTER TABLE alerting.told_day DISABLE TRIGGER take_revision")
        try await world.pool.execute("UPDATE alerting.told_day SET told = ''")
        try await world.pool.execute("ALTER TABLE alerting.told_day ENABLE TRIGGER take_revision")
        let same = try #require(try await world.store.refreshed([try self.morbihan(): first])[try self.morbihan()])
        #expect(same.revision == first.revision)
        #expect(try same.reportedDays(of: CommuneCode("56260"), from: self.day(62), through: self.day()) == 63)
        // A writer of the version before knows of no revisions; the trigger gives them.
        try await world.pool.execute("UPDATE alerting.told_day SET told = '000' WHERE day = $1", [.date(try self.day(3).daysSinceEpoch)])
        let moved = try #require(try await world.store.refreshed([try self.morbihan(): same])[try self.morbihan()])
        #expect(moved.revision > same.revision)
        #expect(try moved.reportedDays(of: CommuneCode("56260"), from: self.day(62), through: self.day()) == 62)
    }

    @Test func itHoldsAYearAroundWhatIsAskedAndNoMoreDepartmentsThanItMay() async throws {
        let world = try await AlertingWorld.fresh()
        let memory = StudyMemory(store: world.store, most: 2)
        func days(_ code: String, _ day: CivilDay) async throws -> ClosedRange<CivilDay>? {
            try await memory.studies(of: [try DepartmentCode(code)], for: day)[try DepartmentCode(code)]?.days
        }
        let first = try #require(try await days("56", try self.day()))
        #expect(try first.contains(self.day()) && first.contains(self.day(364)))
        // A neighbouring day has the same study, and a day years ago another.
        #expect(try await days("56", try self.day(StudyMemory.margin)) == first)
        let old = try #require(try await days("56", try self.day(2_000)))
        #expect(try old.contains(self.day(2_000)))
        _ = try await days("29", try self.day())
        _ = try await days("56", try self.day())
        _ = try await days("22", try self.day())
        let kept = await memory.departments
        #expect(try kept == [DepartmentCode("56"), DepartmentCode("22")], "who was not asked for the longest made room")
    }
}
