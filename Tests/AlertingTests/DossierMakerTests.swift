import Contracts
import Formats
import Foundation
import Mortality
import Persistence
import Runtime
import Surveillance
import Testing
import Threading

@testable import Alerting

/// Freezes a dossier of each kind as files, from counts that a real Alerting judged over a real PostgreSQL. They are the files of
/// `DossiersTests/Frozen`, which later versions must be able to compute again. It is run with each new version of the rules:
///
/// `VIGIE_FREEZE_DOSSIERS=Tests/DossiersTests/Frozen swift test --filter DossierMakerTests`
@Suite(.enabled(if: FrozenFolder.url != nil, "it writes files: VIGIE_FREEZE_DOSSIERS says where"))
struct DossierMakerTests {
    private func morbihan() throws -> DepartmentCode { try DepartmentCode("56") }
    private func day(_ back: Int = 0) throws -> CivilDay { try CivilDay(iso: "2026-11-20").advanced(by: -back) }

    /// Returns deaths with seasons, chance and a small trend, as a real department has them.
    private func history(from first: String, through last: String = "2019-12-31") throws -> [CivilDay: Int] {
        var random = SeededGenerator(seed: 56)
        return CivilDay.days(from: try CivilDay(iso: first), through: try CivilDay(iso: last)).reduce(into: [:]) { days, day in
            let year = 2 * Double.pi * Double(day.daysSinceEpoch) / 365.25
            days[day] = max(0, Int((10 + 1.5 * cos(year) + Double.random(in: -5...5.5, using: &random)).rounded()))
        }
    }

    private func world(_ history: [CivilDay: Int], today: Int = 0) async throws -> AlertingWorld {
        let world = try await AlertingWorld.fresh(today: try self.day(today).description)
        try await world.pool.execute("DELETE FROM reference.historical_deaths")
        try await world.pool.execute(
            "INSERT INTO reference.historical_deaths (department, day, deaths) SELECT '56', * FROM unnest($1::date[], $2::int4[])",
            [.dateArray(history.keys.map(\.daysSinceEpoch)), .int4Array(history.keys.map { Int32(history[$0] ?? 0) })])
        try await world.pool.execute("UPDATE reference.state SET version = version + 1")
        return world
    }

    /// Returns deaths of the first commune on each of some days, of which some communes report.
    private func counts(_ days: Range<Int>, daily: Int, by communes: [String], version: UInt64 = 1) throws -> DepartmentCounts {
        var counts = DepartmentCounts()
        for back in days {
            let day = try self.day(back)
            let (most, few) = (daily - daily / 3, daily / 3)
            var cells = [try Given.cell(communes[0], day, deaths: most, version: version, place: .healthFacility)]
            if few > 0 { cells.append(try Given.cell(communes[communes.count - 1], day, deaths: few, version: version, place: .careHome)) }
            counts.add(cells: cells, reports: try communes.map { try Given.report($0, day, version: version) })
        }
        return counts
    }

    private func freeze(_ name: String, _ kind: AlertKind, in world: AlertingWorld) async throws {
        let alert = try #require(try await world.alerts().first { $0.kind == kind }, "\(name): no alert")
        let body = try #require(try await world.store.dossier(of: alert.id, number: 0))
        let dossier = try Wire.decode(Vigie_V1_AlertDossier.self, from: body)
        let file = try #require(FrozenFolder.url).appending(path: "rules-\(dossier.rulesVersion)-\(name).dossier")
        try Data(body).write(to: file)
        print("\(file.lastPathComponent): \(body.count) bytes, \(dossier.outcome.method), level \(dossier.outcome.level), z \(dossier.outcome.zScore)")
    }

    private static let everybody = AlertingWorld.communes.map(\.0)

    @Test(arguments: [("own-with-trend", "2014-01-06"), ("own", "2018-01-01"), ("matched-windows", "2019-03-04"), ("national-rate", "2019-12-31")])
    func grounds(name: String, first: String) async throws {
        let world = try await self.world(try self.history(from: first))
        _ = try await world.judge().apply(try self.counts(0..<50, daily: 9, by: Self.everybody), of: try self.morbihan(), judging: .moved)
        _ = try await world.judge().apply(
            try self.counts(0..<5, daily: 31, by: Self.everybody, version: 2), of: try self.morbihan(), judging: .moved)
        try await self.freeze(name, .excess, in: world)
    }

    @Test func halfIsSilent() async throws {
        let world = try await self.world(try self.history(from: "2014-01-06"))
        _ = try await world.judge().apply(try self.counts(0..<12, daily: 21, by: ["56260"]), of: try self.morbihan(), judging: .moved)
        try await self.freeze("half-silent", .excess, in: world)
    }

    @Test func silence() async throws {
        let world = try await self.world(try self.history(from: "2014-01-06"))
        _ = try await world.judge().apply(try self.counts(5..<50, daily: 10, by: Self.everybody), of: try self.morbihan(), judging: .moved)
        _ = try await world.judge().apply(try self.counts(0..<5, daily: 2, by: ["56178"]), of: try self.morbihan(), judging: .moved)
        try await self.freeze("silence", .missingData, in: world)
    }

    @Test func fewDeaths() async throws {
        let world = try await self.world(try self.history(from: "2014-01-06"))
        _ = try await world.judge().apply(try self.counts(0..<50, daily: 10, by: Self.everybody), of: try self.morbihan(), judging: .moved)
        _ = try await world.judge().apply(
            try self.counts(0..<7, daily: 2, by: Self.everybody, version: 2), of: try self.morbihan(), judging: .moved)
        try await self.freeze("few-deaths", .missingData, in: world)
    }

    @Test func delays() async throws {
        let world = try await self.world(try self.history(from: "2014-01-06"))
        let judge = world.judge()
        _ = try await judge.book.refresh()
        let copy = CopyState(logger: AlertingWorld.quiet)
        try await copy.markWhole(try self.morbihan())
        let watch = DelayWatch(
            judge: judge, statistics: try StatisticsThread(), copy: copy, news: OutboxNotifier { _ in }, logger: AlertingWorld.quiet,
            fetch: { _, _, days in Self.triangle(days) })
        #expect(try await watch.learn())
        _ = try await judge.apply(try self.counts(0..<50, daily: 10, by: Self.everybody), of: try self.morbihan(), judging: .moved)
        _ = try await judge.apply(try self.counts(1..<6, daily: 31, by: Self.everybody, version: 2), of: try self.morbihan(), judging: .moved)
        try await self.freeze("delays", .excess, in: world)
    }

    /// Most deaths are declared within a day, fewer of those on Sundays.
    private static func triangle(_ days: ClosedRange<CivilDay>) -> [Vigie_V1_ReportingRow] {
        var random = SeededGenerator(seed: 3)
        return CivilDay.days(from: days.lowerBound, through: days.upperBound).map { day in
            var row = Vigie_V1_ReportingRow()
            row.day = day.daysSinceEpoch
            let passed = day.distance(to: days.upperBound)
            let late = [day.weekday == 7 ? 4 : 2, 2, 1].map { $0 + Int64.random(in: 0...1, using: &random) }
            row.first = [6] + [Int64](repeating: 0, count: DelayModels.longest)
            row.added = [0] + late.enumerated().map { $0.offset < passed ? $0.element : 0 } + [Int64](repeating: 0, count: DelayModels.longest - 3)
            return row
        }
    }

    @Test func cluster() async throws {
        let world = try await self.world(try self.history(from: "2014-01-06"))
        let grid = (0..<48).map { (code: "56" + String(400 + $0), x: $0 % 8, y: $0 / 8) }
        for commune in grid {
            try await world.pool.execute(
                """
                INSERT INTO reference.commune (code, department, name, population, zone, longitude, latitude)
                VALUES ($1, '56', $1, 1000, 'Europe/Paris', $2, $3)
                """, [.text(commune.code), .double(-3 + Double(commune.x) * 0.054), .double(47.8 + Double(commune.y) * 0.036)])
        }
        var counts = DepartmentCounts()
        var random = SeededGenerator(seed: 11)
        for back in (0..<60).reversed() {
            for commune in grid {
                let isStruck = back < 5 && commune.x < 2 && commune.y == 0
                let deaths = (Int.random(in: 0..<6, using: &random) == 0 ? 1 : 0) + (isStruck ? 2 : 0)
                counts.add(
                    cells: deaths > 0 ? [try Given.cell(commune.code, try self.day(back), deaths: deaths)] : [],
                    reports: [try Given.report(commune.code, try self.day(back))])
            }
        }
        let judge = world.judge()
        _ = try await judge.apply(counts, of: try self.morbihan(), judging: .moved)
        let watch = ClusterWatch(
            judge: judge, studies: StudyMemory(store: world.store), statistics: try StatisticsThread(), news: OutboxNotifier { _ in },
            logger: AlertingWorld.quiet, patience: 0)
        for _ in 0..<4 { _ = try await watch.lookOnce() }
        try await self.freeze("cluster", .excess, in: world)
    }
}

/// The folder into which dossiers are frozen; `nil` unless somebody asks for it.
private enum FrozenFolder {
    static let url = ProcessInfo.processInfo.environment["VIGIE_FREEZE_DOSSIERS"].map { URL(filePath: $0) }
}
