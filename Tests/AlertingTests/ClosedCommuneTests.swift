import Judging
import Mortality
import Persistence
import Testing

@testable import Alerting

/// The tests of how judging reads closed communes from the reference list.
@Suite struct ClosedCommuneTests {
    @Test("A commune that is no more has no people and no share: its past is that of the one it is part of")
    func territory() async throws {
        let world = try await AlertingWorld.fresh()
        try await world.pool.execute("UPDATE reference.commune SET closed_on = '2026-01-01' WHERE code = '56178'")
        try await world.pool.execute("INSERT INTO reference.succession VALUES ('56178', '56121')")
        try await world.pool.execute(
            """
            INSERT INTO reference.historical_commune_deaths (commune, day, deaths)
            SELECT code, day::date, deaths FROM (VALUES ('56178', 2), ('56260', 1)) AS past (code, deaths),
                generate_series('2024-01-01'::timestamp, '2024-04-30', '1 day') AS day
            """)
        let territory = try await TerritoryStore(pool: world.pool, thresholds: world.thresholds)
            .territory(try DepartmentCode("56"), rules: HistoryRules())
        let (closed, successor, other) = (try CommuneCode("56178"), try CommuneCode("56121"), try CommuneCode("56260"))
        #expect(territory.population == 800)
        #expect(territory.names[closed] == "56178")
        #expect(territory.shares[closed] == nil)
        #expect((territory.shares[successor] ?? 0) > 1.5 * (territory.shares[other] ?? 1))
        #expect(abs(territory.shares.values.reduce(0, +) - 1) < 1e-9)
        #expect(!territory.ground.communes.contains(closed))
    }
}
