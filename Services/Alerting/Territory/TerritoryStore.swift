import Judging
import Mortality
import Persistence

/// Reads the reference list: departments, populations, deaths of the past.
struct TerritoryStore: Sendable {
    let pool: DatabasePool

    /// The number that each import raises.
    func version() async throws -> Int {
        try await self.pool.query("SELECT version FROM reference.state").one().int("version")
    }

    /// The departments that are loaded, each with its zone.
    func departments() async throws -> [DepartmentCode: String] {
        try await self.pool.query("SELECT code, zone FROM reference.department").reduce(into: [:]) { departments, row in
            departments[try DepartmentCode(try row.text("code"))] = try row.text("zone")
        }
    }

    func territory(_ department: DepartmentCode, rules: HistoryRules) async throws -> Territory {
        let populations = try await self.pool.query(
            "SELECT code, population FROM reference.commune WHERE department = $1 AND municipality IS NULL", [.text(department.text)]
        ).reduce(into: [CommuneCode: Int]()) { $0[try CommuneCode(try $1.text("code"))] = try $1.int("population") }
        let days = try await self.pool.query(
            "SELECT day, deaths FROM reference.historical_deaths WHERE department = $1", [.text(department.text)]
        ).reduce(into: [CivilDay: Int]()) { days, row in
            days[try CivilDay(daysSinceEpoch: Int(try row.day("day")))] = try row.int("deaths")
        }
        let past = try await self.pool.query(
            """
            SELECT coalesce(c.municipality, c.code) AS commune, sum(h.deaths)::int8 AS deaths, min(h.day) AS first, max(h.day) AS last
            FROM reference.historical_commune_deaths h JOIN reference.commune c ON c.code = h.commune
            WHERE c.department = $1 GROUP BY 1
            """, [.text(department.text)]
        ).reduce(into: [CommuneCode: CommuneShares.Past]()) { past, row in
            past[try CommuneCode(try row.text("commune"))] = CommuneShares.Past(
                deaths: try row.int("deaths"), firstDay: try CivilDay(daysSinceEpoch: Int(try row.day("first"))),
                lastDay: try CivilDay(daysSinceEpoch: Int(try row.day("last"))))
        }
        let inhabitants = populations.values.reduce(0, +)
        return Territory(
            department: department, population: inhabitants,
            history: DepartmentHistory(days: days, inhabitants: inhabitants, rules: rules),
            shares: CommuneShares.shares(populations: populations, past: past))
    }
}
