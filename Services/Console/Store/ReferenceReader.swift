import Mortality
import Persistence
import Reference

/// Reads reference data, as owner of the database.
struct ReferenceReader {
    /// A department with what a line of the list shows.
    struct Line: Sendable {
        let code: String
        let name: String
        let communes: Int
        let closed: Int
        let population: Int
        let shapes: Int
        /// The first and the last day of the department's past deaths; `nil` when none are stored.
        let past: String?
    }

    let pool: DatabasePool

    /// Reads the stored reference data of departments; `nil` means all.
    func stored(of departments: Set<DepartmentCode>?) async throws -> StoredReference {
        let codes = SQLValue.optional(departments) { .textArray($0.map(\.text).sorted()) }
        let communes = try await self.pool.query(
            """
            SELECT code, closed_on, shape IS NOT NULL AS has_shape FROM reference.commune
            WHERE municipality IS NULL AND ($1::text[] IS NULL OR department = ANY ($1))
            """, [codes]
        ).reduce(into: [CommuneCode: StoredReference.Commune]()) { communes, row in
            let closedOn = try row.optionalDay("closed_on").map { try CivilDay(daysSinceEpoch: Int($0)) }
            communes[try CommuneCode(row.text("code"))] = StoredReference.Commune(closedOn: closedOn, hasShape: try row.bool("has_shape"))
        }
        let pasts = try await self.pool.query(
            """
            SELECT code FROM reference.department AS d
            WHERE EXISTS (SELECT FROM reference.historical_deaths AS h WHERE h.department = d.code)
            """
        ).map { try DepartmentCode($0.text("code")) }
        return StoredReference(communes: communes, pasts: Set(pasts))
    }

    /// Reads every department that is loaded, ordered by code.
    func departments() async throws -> [Line] {
        try await self.pool.query(
            """
            SELECT d.code, d.name, d.commune_count, d.population, c.shapes, c.closed, h.first_day::text AS first_day, h.last_day::text AS last_day
            FROM reference.department AS d
            LEFT JOIN (
                SELECT department, count(shape) FILTER (WHERE closed_on IS NULL) AS shapes, count(closed_on) AS closed
                FROM reference.commune GROUP BY department
            ) AS c ON c.department = d.code
            LEFT JOIN (SELECT department, min(day) AS first_day, max(day) AS last_day FROM reference.historical_deaths GROUP BY department)
                AS h ON h.department = d.code
            ORDER BY length(d.code), d.code
            """
        ).map { row in
            let (first, last) = (try row.optionalText("first_day"), try row.optionalText("last_day"))
            return Line(
                code: try row.text("code"), name: try row.text("name"), communes: try row.int("commune_count"),
                closed: try row.optionalInt("closed") ?? 0, population: try row.int("population"), shapes: try row.optionalInt("shapes") ?? 0,
                past: first.flatMap { first in last.map { "\(first) to \($0)" } })
        }
    }
}
