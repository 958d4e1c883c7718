import Contracts
import Dossiers
import Formats
import Mortality
import Persistence
import Runtime
import Testing
import Threading

@testable import Alerting

/// The tests of clusters, from the copy of the counts to the level, against a real PostgreSQL.
@Suite struct ClusterWatchTests {
    private static let today = "2026-11-20"
    private static let days = 60

    private func morbihan() throws -> DepartmentCode { try DepartmentCode("56") }
    private func day() throws -> CivilDay { try CivilDay(iso: Self.today) }

    /// Returns a world of forty-eight communes, four kilometres apart, besides the three of every world, which have no place on the map.
    private static let grid = (0..<48).map { (code: "56" + String(400 + $0), x: $0 % 8, y: $0 / 8) }

    private func land() async throws -> AlertingWorld {
        let world = try await AlertingWorld.fresh(today: Self.today)
        for commune in Self.grid {
            try await world.pool.execute(
                """
                INSERT INTO reference.commune (code, department, name, population, zone, longitude, latitude)
                VALUES ($1, '56', $1, 1000, 'Europe/Paris', $2, $3)
                """,
                [.text(commune.code), .double(-3 + Double(commune.x) * 0.054), .double(47.8 + Double(commune.y) * 0.036)])
        }
        return world
    }

    /// Returns sixty days of which every commune reported, with few deaths each, and more deaths in a corner on the last five days.
    private func counts(extra: Int, silentUntil: [String: Int] = [:]) throws -> DepartmentCounts {
        var counts = DepartmentCounts()
        var random = SeededGenerator(seed: 11)
        for back in (0..<Self.days).reversed() {
            let day = try self.day().advanced(by: -back)
            for commune in Self.grid {
                let isStruck = back < 5 && commune.x < 2 && commune.y == 0
                let deaths = (Int.random(in: 0..<12, using: &random) == 0 ? 1 : 0) + (isStruck ? extra : 0)
                if back >= silentUntil[commune.code] ?? Self.days { continue }
                counts.add(
                    cells: deaths > 0 ? [try Given.cell(commune.code, day, deaths: deaths)] : [],
                    reports: [try Given.report(commune.code, day)])
            }
        }
        return counts
    }

    private func watch(_ world: AlertingWorld, _ judge: DepartmentJudge) throws -> ClusterWatch {
        ClusterWatch(
            judge: judge, studies: StudyMemory(store: world.store), statistics: try StatisticsThread(), news: OutboxNotifier { _ in },
            logger: AlertingWorld.quiet, patience: 0)
    }

    @Test func aClusterIsFoundKeptAndMakesTheDayYellow() async throws {
        let world = try await self.land()
        let judge = world.judge()
        _ = try await judge.apply(try self.counts(extra: 2), of: try self.morbihan(), judging: .moved)
        let before = try #require(try await world.assessment(try self.day()))
        #expect(before.clusterRecurrence == nil)
        #expect(try await world.count("scan_due") == Self.days)
        let watch = try self.watch(world, judge)
        // The newest day is searched first.
        #expect(try await watch.lookOnce())
        let cluster = try #require(try await world.store.clusters(of: try self.morbihan(), from: try self.day(), through: try self.day()).first)
        #expect(Set(["56400", "56401"]).isSubset(of: cluster.communes.map(\.text)))
        #expect(cluster.communes.count <= 4 && cluster.observed >= 10)
        #expect(cluster.recurrenceDays >= 100 && cluster.pValue <= 0.01)
        #expect(cluster.scannedAt == world.time.withLock { $0 })
        #expect(cluster.studyDays == Self.days && cluster.areas == 48 && cluster.leftOut == 0)
        #expect(cluster.firstDay >= (try self.day().advanced(by: -6)))
        let after = try #require(try await world.assessment(try self.day()))
        #expect(after.clusterRecurrence == cluster.recurrenceDays)
        #expect(after.level.severity >= Level.yellow.severity)
        let alert = try #require(try await world.alerts().first { $0.kind == .excess })
        #expect(alert.explanation.contains("Regroupement inhabituel du "))
        // The scan is frozen with the alert, and gives the same cluster when it is computed again.
        let body = try #require(try await world.store.dossier(of: alert.id, number: 0))
        let dossier = try Wire.decode(Vigie_V1_AlertDossier.self, from: body)
        #expect(dossier.hasScan && dossier.cluster.communes == cluster.communes.map(\.text))
        #expect(dossier.cluster.scannedAtUs == cluster.scannedAt?.microseconds, "and when it was looked for")
        let figures = try DossierCheck.figures(dossier)
        #expect(figures.contains { $0.name == "cluster p" })
        #expect(figures.filter { !$0.isSame } == [])
    }

    @Test func everyDayThatMovedIsLookedAtOnceHoweverManyLook() async throws {
        let world = try await self.land()
        let judge = world.judge()
        _ = try await judge.apply(try self.counts(extra: 0), of: try self.morbihan(), judging: .moved)
        let watches = try (0..<3).map { _ in try self.watch(world, world.judge()) }
        let looked = try await withThrowingTaskGroup(of: Int.self) { group in
            for watch in watches {
                group.addTask {
                    var looked = 0
                    while try await watch.lookOnce() { looked += 1 }
                    return looked
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(looked == Self.days)
        #expect(try await world.count("scan_due") == 0)
        // A day without four weeks before it has no cluster.
        let first = try self.day().advanced(by: 1 - Self.days)
        #expect(try await world.store.clusters(of: try self.morbihan(), from: first, through: first.advanced(by: 26)).isEmpty)
    }

    /// A day that is searched again and holds the same cluster tells the time of the later search, and keeps the version that others know.
    @Test func aSearchThatFindsTheSameTellsItsTime() async throws {
        let world = try await self.land()
        let judge = world.judge()
        _ = try await judge.apply(try self.counts(extra: 2), of: try self.morbihan(), judging: .moved)
        let watch = try self.watch(world, judge)
        #expect(try await watch.lookOnce())
        func found() async throws -> DeathCluster {
            try #require(try await world.store.clusters(of: try self.morbihan(), from: try self.day(), through: try self.day()).first)
        }
        let first = try await found()
        world.move(hours: 3)
        try await world.pool.execute("DELETE FROM alerting.scan_due")
        try await world.pool.execute(
            "INSERT INTO alerting.scan_due (department, day) VALUES ('56', $1)", [.date(try self.day().daysSinceEpoch)])
        #expect(try await watch.lookOnce())
        let second = try await found()
        #expect(second.scannedAt == first.scannedAt.map { $0 + .seconds(3 * 3_600) })
        #expect(second.version == first.version && second.communes == first.communes && second.observed == first.observed)
    }

    /// A correction of a day causes new scans of the days whose cylinders hold it; later days keep their cluster and the time of its search.
    @Test func aCorrectionMovesTheScansOfFourWeeks() async throws {
        let world = try await self.land()
        let judge = world.judge()
        _ = try await judge.apply(try self.counts(extra: 2), of: try self.morbihan(), judging: .moved)
        try await world.pool.execute("DELETE FROM alerting.scan_due WHERE day < $1", [.date(try self.day().daysSinceEpoch)])
        let watch = try self.watch(world, judge)
        #expect(try await watch.lookOnce())
        func found() async throws -> DeathCluster? {
            try await world.store.clusters(of: try self.morbihan(), from: try self.day(), through: try self.day()).first
        }
        let first = try #require(try await found())
        world.move(hours: 3)
        // A day thirty days ago is beyond the reach of today's scan.
        let old = DepartmentCounts(cells: [try Given.cell("56400", try self.day().advanced(by: -30), deaths: 9, version: 2)], reports: [])
        _ = try await judge.apply(old, of: try self.morbihan(), judging: .moved)
        #expect(try await world.count("scan_due") == 28)
        while try await watch.lookOnce() {}
        #expect(try await found() == first)
        // A day four weeks ago is within its reach.
        let recent = DepartmentCounts(cells: [try Given.cell("56400", try self.day().advanced(by: -27), deaths: 9, version: 2)], reports: [])
        _ = try await judge.apply(recent, of: try self.morbihan(), judging: .moved)
        #expect(try await world.count("scan_due") == 28)
        #expect(try await watch.lookOnce())
        let second = try #require(try await found())
        #expect(second != first && second.scannedAt == first.scannedAt.map { $0 + .seconds(3 * 3_600) } && second.version == first.version + 1)
    }

    @Test func whoBeginsToDeclareIsNoCluster() async throws {
        let world = try await self.land()
        let judge = world.judge()
        let silent = ["56400": 5, "56401": 5]
        _ = try await judge.apply(try self.counts(extra: 1, silentUntil: silent), of: try self.morbihan(), judging: .moved)
        #expect(try await self.watch(world, judge).lookOnce())
        let cluster = try await world.store.clusters(of: try self.morbihan(), from: try self.day(), through: try self.day()).first
        #expect(cluster.map { Set($0.communes.map(\.text)).isDisjoint(with: silent.keys) } ?? true)
        #expect(cluster.map { $0.leftOut == 2 } ?? true)
        #expect(cluster?.recurrenceDays ?? 0 < 365)
    }

    @Test func whatIsTakenAndNeverSettledIsTakenAgain() async throws {
        let world = try await self.land()
        _ = try await world.judge().apply(
            DepartmentCounts(cells: [], reports: [try Given.report("56400", try self.day())]), of: try self.morbihan(), judging: .moved)
        #expect(try await world.store.claimScan(after: 3_600) == nil)
        let taken = try #require(try await world.store.claimScan(after: 0))
        #expect(try taken == (self.morbihan(), self.day()))
        #expect(try await world.store.claimScan(after: 0) == nil)
        // A day whose counts change during its search waits to be searched again.
        _ = try await world.judge().apply(
            DepartmentCounts(cells: [], reports: [try Given.report("56401", try self.day())]), of: try self.morbihan(), judging: .moved)
        #expect(try await world.count("scan_due") == 2)
        #expect(try await world.store.claimScan(after: 0) == nil)
        try await world.pool.execute("UPDATE alerting.scan_due SET since = now() - interval '11 minutes' WHERE is_taken")
        #expect(try #require(try await world.store.claimScan(after: 0)).1 == self.day())
        try await world.pool.transaction { try await world.store.settleScan(try DepartmentCode("56"), taken.1, in: $0) }
        #expect(try await world.count("scan_due") == 0)
    }
}
