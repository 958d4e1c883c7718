import Mortality
import Persistence

/// Reads the deaths that communes had in the past.
struct PastDeathsStore: Sendable {
    let pool: DatabasePool

    /// Reads a commune's past; `nil` where it was not imported.
    func past(of commune: CommuneCode) async throws -> PastDeaths? {
        let row = try await self.pool.query(
            """
            WITH known AS (SELECT day, deaths FROM reference.historical_commune_deaths WHERE commune = $1),
                last AS (SELECT max(day) AS day FROM known)
            SELECT coalesce(max(known.deaths), 0)::int8 AS most, count(*) AS days,
                coalesce(sum(known.deaths) FILTER (WHERE known.day > last.day - 1092), 0)::int8 AS recent
            FROM known, last
            """, [.text(commune.text)]
        ).one()
        guard try row.int("days") > 0 else { return nil }
        return PastDeaths(perWeek: Double(try row.int("recent")) / 156, mostADay: try row.int("most"))
    }
}
