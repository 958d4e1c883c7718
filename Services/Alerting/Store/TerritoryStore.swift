import Judging
import Mortality
import Persistence

/// Reads the reference list: departments, populations and deaths of the past.
struct TerritoryStore: Sendable {
    let pool: DatabasePool
    let thresholds: ThresholdDeriver

    /// Returns the version of the list, which changes with each import and with each change of a false-alarm budget.
    func version() async throws -> String {
        try await self.pool.query(
            "SELECT version::text || ' ' || coalesce((SELECT max(changed_at)::text FROM alerting.budget), '') AS version FROM reference.state"
        ).one().text("version")
    }

    /// Reads the departments of the list, each with its time zone.
    func departments() async throws -> [DepartmentCode: String] {
        try await self.pool.query("SELECT code, zone FROM reference.department").reduce(into: [:]) { departments, row in
            departments[try DepartmentCode(try row.text("code"))] = try row.text("zone")
        }
    }

    func territory(_ department: DepartmentCode, rules: HistoryRules) async throws -> DepartmentTerritory {
        let communes = try await self.pool.query(
            "SELECT code, name, population, closed_on FROM reference.commune WHERE department = $1 AND municipality IS NULL",
            [.text(department.text)]
        ).map { row in
            (
                code: try CommuneCode(try row.text("code")), name: try row.text("name"),
                // The inhabitants of a closed commune are counted in the commune that it became part of.
                population: try row.optionalDay("closed_on") == nil ? try row.int("population") : nil
            )
        }
        let populations = communes.reduce(into: [CommuneCode: Int]()) { populations, commune in populations[commune.code] = commune.population }
        let days = try await self.pool.query(
            "SELECT day, deaths FROM reference.historical_deaths WHERE department = $1", [.text(department.text)]
        ).reduce(into: [CivilDay: Int]()) { days, row in
            days[try CivilDay(daysSinceEpoch: Int(try row.day("day")))] = try row.int("deaths")
        }
        let past = try await self.pool.query(
            """
            SELECT coalesce(s.successor, c.municipality, c.code) AS commune, sum(h.deaths)::int8 AS deaths, min(h.day) AS first, max(h.day) AS last
            FROM reference.historical_commune_deaths h JOIN reference.commune c ON c.code = h.commune
            LEFT JOIN reference.succession s ON s.code = c.code AND c.closed_on IS NOT NULL
            WHERE c.department = $1 GROUP BY 1
            """, [.text(department.text)]
        ).reduce(into: [CommuneCode: CommuneShares.Past]()) { past, row in
            past[try CommuneCode(try row.text("commune"))] = CommuneShares.Past(
                deaths: try row.int("deaths"), firstDay: try CivilDay(daysSinceEpoch: Int(try row.day("first"))),
                lastDay: try CivilDay(daysSinceEpoch: Int(try row.day("last"))))
        }
        let inhabitants = populations.values.reduce(0, +)
        let history = DepartmentHistory(days: days, inhabitants: inhabitants, rules: rules)
        let budget = try await self.budget(department)
        return DepartmentTerritory(
            department: department, population: inhabitants, history: history,
            shares: CommuneShares.shares(populations: populations, past: past), ground: try await self.ground(department),
            thresholds: try await self.thresholds.thresholds(of: department, history: history, budget: budget), budget: budget,
            names: Dictionary(communes.map { ($0.code, $0.name) }, uniquingKeysWith: { $1 }))
    }

    /// Reads how many false alarms a department allows for.
    func budget(_ department: DepartmentCode) async throws -> FalseAlarmBudget {
        let row = try await self.pool.query(
            "SELECT orange_years, red_years FROM alerting.budget WHERE department = $1", [.text(department.text)]
        ).first
        guard let row else { return FalseAlarmBudget() }
        return try FalseAlarmBudget(orangeYears: try row.double("orange_years"), redYears: try row.double("red_years"))
    }

    /// Reads the town halls of a department, and those near its border. The exercise department lies beside no other.
    private func ground(_ department: DepartmentCode) async throws -> ScanGround {
        let margin = ScanGround.radius / ScanGround.degree
        let places = try await self.pool.query(
            """
            WITH own AS (
                SELECT min(longitude) AS west, max(longitude) AS east, min(latitude) AS south, max(latitude) AS north
                FROM reference.commune WHERE department = $1 AND municipality IS NULL AND closed_on IS NULL
            )
            SELECT code, department = $1 AS is_own, longitude, latitude FROM reference.commune, own
            WHERE municipality IS NULL AND closed_on IS NULL AND longitude IS NOT NULL AND latitude IS NOT NULL AND (department = $1 OR (
                department <> '00' AND $1 <> '00' AND latitude BETWEEN south - $2 AND north + $2
                AND longitude BETWEEN west - $2 / cos(radians(south)) AND east + $2 / cos(radians(south))))
            """, [.text(department.text), .double(margin)]
        ).map { row in
            ScanGround.Place(
                commune: try CommuneCode(try row.text("code")), isOwn: try row.bool("is_own"), longitude: try row.double("longitude"),
                latitude: try row.double("latitude"))
        }
        return ScanGround(places)
    }
}
