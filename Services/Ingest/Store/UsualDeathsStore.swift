import Mortality
import Persistence

/// Reads the most deaths that communes have had in a day. Apart from the reference list, this is the only SQL of this service.
struct UsualDeathsStore: Sendable {
    let pool: DatabasePool

    /// Reads the most deaths of one day, of each commune whose past was imported.
    func read() async throws -> UsualDeaths {
        let rows = try await self.pool.query("SELECT commune, max(deaths) AS most FROM reference.historical_commune_deaths GROUP BY commune")
        var most: [CommuneCode: Int] = [:]
        for row in rows {
            let commune = try CommuneCode(try row.text("commune"))
            let deaths = try row.int("most")
            most[commune] = deaths
        }
        return UsualDeaths(most: most)
    }
}
