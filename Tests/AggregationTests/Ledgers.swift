import Contracts
import Ledger
import Logging
import Mortality
import Persistence
import Schema
import TestBench

@testable import Aggregation

/// A database of the test's own with our tables, and what the store wrote into it.
struct Ledgers: Sendable {
    let url: String
    let pool: DatabasePool
    let store: LedgerStore

    /// An empty ledger in a fresh database of the shared server.
    static func fresh(connections: Int = 4) async throws -> Ledgers {
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        let ledgers = try Ledgers(url: url, connections: connections)
        try await SchemaInstaller(pool: ledgers.pool).install()
        return ledgers
    }

    init(url: String, connections: Int = 4) throws {
        self.url = url
        let address = try DatabaseAddress(url: url)
        self.pool = DatabasePool(
            address: address, size: connections, name: "aggregation-tests", logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        self.store = try LedgerStore(pool: self.pool)
    }

    /// The same ledger, seen through the role that the service has.
    func asService() async throws -> Ledgers {
        let password = "aggregation-tests"
        try await SchemaInstaller(pool: self.pool).install(passwords: [.aggregation: password])
        guard let at = self.url.lastIndex(of: "@") else { throw Rejection(field: "url", reason: "no @") }
        return try Ledgers(url: "postgresql://\(ServiceRole.aggregation.rawValue):\(password)\(self.url[at...])")
    }

    /// The same database, seen through the role that answers questions.
    func asReader(connections: Int = 2) async throws -> DatabasePool {
        let password = "aggregation-tests"
        try await SchemaInstaller(pool: self.pool).install(passwords: [.aggregationReader: password])
        return DatabasePool(
            address: try DatabaseAddress(url: self.url).with(user: ServiceRole.aggregationReader.rawValue, password: password), size: connections,
            name: "aggregation-tests", logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Gives the exercise department some communes.
    func addCommunes(_ codes: [String]) async throws {
        try await self.pool.execute(
            """
            INSERT INTO reference.department (code, name, population, commune_count, zone)
            SELECT DISTINCT left(code, 2), 'Exercise', 1000, 1, 'Europe/Paris' FROM unnest($1::text[]) AS code ON CONFLICT DO NOTHING
            """, [.textArray(codes)])
        try await self.pool.execute(
            """
            INSERT INTO reference.commune (code, department, name, population, zone)
            SELECT code, left(code, 2), code, 1000, 'Europe/Paris' FROM unnest($1::text[]) AS code
            """, [.textArray(codes)])
    }

    /// The cells that are not zero.
    func cells() async throws -> [CellKey: Int32] {
        try await self.pool.query("SELECT commune, day, place, cause, deaths, version FROM aggregation.count_cell WHERE deaths <> 0")
            .reduce(into: [:]) { cells, row in
                let cell = try StoredRow.cell(row)
                cells[CellKey(municipality: cell.commune, day: cell.day, place: cell.place, cause: cell.cause)] = Int32(cell.deaths)
            }
    }

    func reports() async throws -> [ReportKey: InMemoryLedger.Report] {
        try await self.pool.query("SELECT commune, day, declarations, last_received_at, version FROM aggregation.report")
            .reduce(into: [:]) { reports, row in
                let report = try StoredRow.report(row)
                reports[ReportKey(municipality: report.commune, day: report.day)] = InMemoryLedger.Report(
                    declarations: Int32(report.declarations), lastReceivedAt: report.lastReceivedAt)
            }
    }

    /// The states of the ledger's rows, by revision.
    func states(of key: DeclarationKey) async throws -> [Int: Int] {
        try await self.pool.query(
            "SELECT revision, state FROM aggregation.ledger WHERE commune = $1 AND id = $2",
            [.text(key.commune.text), .uuid(key.id.bytes)]
        ).reduce(into: [:]) { $0[try $1.int("revision")] = try $1.int("state") }
    }

    func count(_ table: String) async throws -> Int {
        try await self.pool.query("SELECT count(*) FROM aggregation.\(table)").one().int(0)
    }

    /// Where counts and ledger disagree; the rule of `counts rebuild --check`, in SQL, from the ledger alone.
    func differences() async throws -> [String] {
        let cells = try await self.pool.query(
            """
            WITH holding AS (
                SELECT DISTINCT ON (commune, id) * FROM aggregation.ledger WHERE state <> 4 ORDER BY commune, id, revision DESC
            ), placed AS (
                SELECT *, CASE WHEN commune BETWEEN '75101' AND '75120' THEN '75056' WHEN commune BETWEEN '13201' AND '13216' THEN '13055'
                    WHEN commune BETWEEN '69381' AND '69389' THEN '69123' ELSE commune END AS municipality FROM holding
            ), derived AS (
                SELECT municipality AS commune, day, place, cause, sum(deaths)::int AS deaths FROM placed
                WHERE NOT withdrawn AND deaths > 0 GROUP BY 1, 2, 3, 4
            )
            SELECT format('%s %s %s %s: ledger %s, count %s', coalesce(d.commune, c.commune), coalesce(d.day, c.day),
                coalesce(d.place, c.place), coalesce(d.cause, c.cause), d.deaths, c.deaths)
            FROM derived d FULL JOIN aggregation.count_cell c USING (commune, day, place, cause)
            WHERE coalesce(d.deaths, 0) <> coalesce(c.deaths, 0)
            """)
        let reports = try await self.pool.query(
            """
            WITH admitted AS (
                SELECT *, CASE WHEN commune BETWEEN '75101' AND '75120' THEN '75056' WHEN commune BETWEEN '13201' AND '13216' THEN '13055'
                    WHEN commune BETWEEN '69381' AND '69389' THEN '69123' ELSE commune END AS municipality,
                    revision = max(revision) OVER (PARTITION BY commune, id) AND NOT withdrawn AS lives
                FROM aggregation.ledger WHERE state <> 4
            ), derived AS (
                SELECT municipality AS commune, day, count(*) FILTER (WHERE lives) AS declarations, max(received_at) AS last
                FROM admitted GROUP BY 1, 2
            )
            SELECT format('%s %s: ledger %s %s, report %s %s', coalesce(d.commune, r.commune), coalesce(d.day, r.day),
                d.declarations, d.last, r.declarations, r.last_received_at)
            FROM derived d FULL JOIN aggregation.report r USING (commune, day)
            WHERE d.declarations IS DISTINCT FROM r.declarations::bigint OR d.last IS DISTINCT FROM r.last_received_at
            """)
        let states = try await self.pool.query(
            """
            SELECT format('%s %s/%s stands as %s', commune, id, revision, state) FROM (
                SELECT *, max(revision) OVER (PARTITION BY commune, id) AS highest FROM aggregation.ledger WHERE state <> 4
            ) AS admitted WHERE state <> CASE WHEN revision < highest THEN 2 WHEN withdrawn THEN 3 ELSE 1 END
            """)
        return try [cells, reports, states].flatMap { rows in try rows.map { try $0.text(0) } }
    }
}
