import Contracts
import Logging
import Mortality
import Persistence
import Runtime
import Schema
import TestBench
import Threading

@testable import Alerting

/// A database of the test's own with Vigie's tables and two departments, a clock that the test sets, and judges that work on it.
struct AlertingWorld: Sendable {
    let url: String
    let pool: DatabasePool
    let store: AlertingStore
    let time: Locked<Instant>
    let thresholds: ThresholdDeriver
    let delays = DelayModels()

    static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
    /// A small Morbihan: three communes, and a history of 70 deaths a week.
    static let communes = [("56260", 500), ("56121", 300), ("56178", 200)]

    static func fresh(today: String = "2026-11-20", weekly: Int = 70) async throws -> AlertingWorld {
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        let pool = DatabasePool(address: try DatabaseAddress(url: url), size: 8, name: "alerting-tests", logger: Self.quiet)
        try await SchemaInstaller(pool: pool).install()
        let noon = Instant(microseconds: (Int64(try CivilDay(iso: today).daysSinceEpoch) * 86_400 + 43_200) * 1_000_000)
        let world = AlertingWorld(
            url: url, pool: pool, store: try AlertingStore(pool: pool), time: Locked(noon),
            thresholds: try ThresholdDeriver(pool: pool, years: 20, logger: Self.quiet))
        for (code, zone) in [("56", "Europe/Paris"), ("988", "Pacific/Noumea")] {
            try await pool.execute(
                "INSERT INTO reference.department (code, name, population, commune_count, zone) VALUES ($1, $1, 1000, 3, $2)",
                [.text(code), .text(zone)])
        }
        for (code, population) in Self.communes {
            try await pool.execute(
                "INSERT INTO reference.commune (code, department, name, population, zone) VALUES ($1, '56', $1, $2, 'Europe/Paris')",
                [.text(code), .int4(Int32(population))])
        }
        try await world.importHistory(weekly: weekly)
        return world
    }

    /// Returns the store on the same database as the role that answers questions.
    func asReader() async throws -> AlertingStore {
        let password = "alerting-tests"
        try await SchemaInstaller(pool: self.pool).install(passwords: [.alertingReader: password])
        let address = try DatabaseAddress(url: self.url).with(user: ServiceRole.alertingReader.rawValue, password: password)
        return try AlertingStore(pool: DatabasePool(address: address, size: 2, name: "alerting-tests", logger: Self.quiet))
    }

    /// Replaces the history by one with the same number of deaths every week.
    func importHistory(weekly: Int) async throws {
        let days = try Given.days(weekly: weekly)
        try await self.pool.execute("DELETE FROM reference.historical_deaths")
        try await self.pool.execute(
            "INSERT INTO reference.historical_deaths (department, day, deaths) SELECT '56', * FROM unnest($1::date[], $2::int4[])",
            [.dateArray(days.keys.map(\.daysSinceEpoch)), .int4Array(days.keys.map { Int32(days[$0] ?? 0) })])
        try await self.pool.execute("UPDATE reference.state SET version = version + 1")
    }

    /// Returns the judge of another instance of the service on the same database.
    func judge() -> DepartmentJudge {
        DepartmentJudge(
            store: self.store, book: TerritoryBook(store: TerritoryStore(pool: self.pool, thresholds: self.thresholds)), clock: self.clock,
            delays: self.delays)
    }

    var clock: ZoneClock { ZoneClock { [time] in time.withLock { $0 } } }

    func answers(_ judge: DepartmentJudge) -> AlertingAnswers {
        AlertingAnswers(store: judge.store, book: judge.book, clock: self.clock, delays: judge.delays)
    }

    func move(hours: Int) { self.time.withLock { $0 = Instant(microseconds: $0.microseconds + Int64(hours) * 3_600_000_000) } }

    /// Returns a report of every commune for each of the seven days that end with a day, and deaths in Vannes on each of them.
    static func week(endingOn day: CivilDay, daily: Int, version: UInt64 = 1) throws -> DepartmentCounts {
        var counts = DepartmentCounts()
        for offset in 0...6 {
            let day = day.advanced(by: -offset)
            counts.add(
                cells: [try Given.cell("56260", day, deaths: daily, version: version)],
                reports: try Self.communes.map { try Given.report($0.0, day, version: version) })
        }
        return counts
    }

    /// Returns such weeks for the numbers of weeks before a day.
    static func weeks(_ weeks: ClosedRange<Int>, before day: CivilDay, daily: Int) throws -> DepartmentCounts {
        try weeks.reduce(into: DepartmentCounts()) { counts, week in
            let one = try Self.week(endingOn: day.advanced(by: -7 * week), daily: daily)
            counts.add(cells: one.cells, reports: one.reports)
        }
    }

    func assessment(_ day: CivilDay) async throws -> DepartmentAssessment? {
        try await self.store.assessments(of: try DepartmentCode("56"), from: day, through: day).first
    }

    func alerts() async throws -> [DepartmentAlert] { try await self.store.alerts(of: nil, limit: 100) }

    func count(_ table: String) async throws -> Int { try await self.pool.query("SELECT count(*) FROM alerting.\(table)").one().int(0) }

    /// Reads the changes that were published, in order.
    static func changes(_ news: [OutboxEntry]) throws -> [AlertChange] {
        try news.map { try AlertChange(try Wire.decode(Vigie_V1_AlertChanged.self, from: $0.message.body)) }
    }
}

extension CopyState {
    /// Makes the department's copy whole, as a snapshot without any counts would.
    func markWhole(_ department: DepartmentCode) async throws {
        try await self.fill(department) {
        } judging: {
        }
    }
}
