import Logging
import Persistence

/// Reads by SQL, as the owner, what became of the declarations. It asks no service.
struct Census: Sendable {
    private let pool: DatabasePool

    init(databaseURL: String) throws {
        pool = DatabasePool(
            address: try DatabaseAddress(url: databaseURL), size: 1, name: "census", logger: Logger(label: "census"))
    }

    /// Reads the last number that the ledger gave.
    func position() async throws -> Int {
        try await pool.query("SELECT coalesce(max(seq), 0) AS seq FROM aggregation.ledger").one().int("seq")
    }

    /// Reads how many revisions came after `position`.
    func arrivals(after position: Int) async throws -> Int {
        try await pool.query(
            "SELECT count(*) AS n FROM aggregation.ledger WHERE seq > $1", [.int8(Int64(position))]
        ).one().int("n")
    }

    /// Reads the revisions that came after `position`.
    func entries(after position: Int) async throws -> [LedgerEntry] {
        let rows = try await pool.query(
            """
            SELECT id::text AS id, revision, commune, day::text AS day, deaths, state
            FROM aggregation.ledger WHERE seq > $1 ORDER BY seq
            """, [.int8(Int64(position))])
        return try rows.map { row in
            LedgerEntry(
                key: RevisionKey(id: try row.text("id"), revision: try row.int("revision")),
                commune: try row.text("commune"), day: try row.text("day"), deaths: try row.int("deaths"),
                state: LedgerEntry.State(rawValue: try row.int("state")) ?? .refused)
        }
    }

    /// Reads the sum of all deaths that the counts hold.
    func countedDeaths() async throws -> Int {
        try await pool.query("SELECT coalesce(sum(deaths), 0)::bigint AS n FROM aggregation.count_cell").one().int("n")
    }

    /// Reads the cells of the counts that differ from the sum of the standing declarations.
    func differingCells() async throws -> Int {
        try await pool.query(
            """
            SELECT count(*) AS n FROM
              (SELECT commune, day, place, cause, sum(deaths)::bigint AS deaths FROM aggregation.declaration
               WHERE NOT withdrawn AND deaths > 0 GROUP BY commune, day, place, cause) AS declared
              FULL JOIN (SELECT commune, day, place, cause, deaths FROM aggregation.count_cell WHERE deaths > 0) AS counted
              USING (commune, day, place, cause)
            WHERE declared.deaths IS DISTINCT FROM counted.deaths
            """
        ).one().int("n")
    }

    /// Reads the number of conflicts, which have the id and revision of another content.
    func conflicts() async throws -> Int {
        try await pool.query("SELECT count(*) AS n FROM aggregation.conflict").one().int("n")
    }

    /// Reads the number of events that were not published yet.
    func untold() async throws -> Int {
        try await pool.query("SELECT count(*) AS n FROM aggregation.outbox").one().int("n")
    }

    /// Reads the deaths of a day by commune.
    func deaths(of department: String, on day: String) async throws -> [String: Int] {
        let rows = try await pool.query(
            """
            SELECT commune, sum(deaths)::bigint AS n FROM aggregation.count_cell
            WHERE day = $1::text::date AND commune IN (SELECT code FROM reference.commune WHERE department = $2)
            GROUP BY commune HAVING sum(deaths) > 0
            """, [.text(day), .text(department)])
        return try Dictionary(uniqueKeysWithValues: rows.map { (try $0.text("commune"), try $0.int("n")) })
    }

    /// Reads the communes of a department.
    func communes(of department: String) async throws -> [String] {
        try await pool.query("SELECT code FROM reference.commune WHERE department = $1 ORDER BY code", [.text(department)])
            .map { try $0.text("code") }
    }
}
