import Ledger
import Logging
import Mortality
import Persistence
import Runtime
import Testing

@testable import Aggregation

/// What the walls cost a reading: the reader's role within a scope, held against the writer's role that sees all, turn by turn.
@Suite(.serialized) struct ReadCostTests {
    /// Four departments of 250 communes: 30 days of counts, and 25 declarations of each commune at times of their own.
    private static func filled() async throws -> Ledgers {
        let ledgers = try await Ledgers.fresh(connections: 1)
        try await ledgers.pool.execute(
            """
            INSERT INTO reference.department (code, name, population, commune_count, zone)
            SELECT code, code, 1000, 250, 'Europe/Paris' FROM unnest(ARRAY['56', '29', '35', '22']) AS code
            """)
        try await ledgers.pool.execute(
            """
            INSERT INTO reference.commune (code, department, name, population, zone)
            SELECT d.code || lpad(n::text, 3, '0'), d.code, 'c', 1000, 'Europe/Paris' FROM reference.department AS d, generate_series(1, 250) AS n
            """)
        try await ledgers.pool.execute(
            "INSERT INTO aggregation.count_cell SELECT code, date '2026-11-01' + n, 1, 3, 2, 5 FROM reference.commune, generate_series(0, 29) AS n")
        try await ledgers.pool.execute(
            """
            INSERT INTO aggregation.declaration (commune, id, revision, day, deaths, withdrawn, fingerprint, received_at)
            SELECT code, gen_random_uuid(), 1, '2026-11-01', 2, false, '\\x00', now() - n * interval '1 hour' - random() * interval '1 hour'
            FROM reference.commune, generate_series(0, 24) AS n
            """)
        for table in ["count_cell", "declaration"] { try await ledgers.pool.execute("VACUUM ANALYZE aggregation.\(table)") }
        return ledgers
    }

    @Test(.timeLimit(.minutes(1))) func theLastDeclarationsComeInOrderFromTheIndexAndAreTheLast() async throws {
        let ledgers = try await Self.filled()
        let department = try DepartmentCode("56")
        let pool = try await ledgers.asReader(connections: 1)
        let reader = LedgerReader(pool: pool).within(.departments([department]))
        // A whole commune is sorted where the planner believes that the walls keep half of its rows back.
        let plan = try await pool.query(
            "EXPLAIN (COSTS OFF) SELECT deaths FROM aggregation.declaration WHERE commune = '56001' ORDER BY received_at DESC LIMIT 20", [],
            under: reader.scope.setting
        ).map { try $0.text(0) }
        #expect(!plan.contains { $0.contains("Sort") }, "\(plan.joined(separator: "\n"))")
        let last = try await ledgers.pool.query(
            "SELECT id FROM aggregation.declaration WHERE commune LIKE '56%' ORDER BY received_at DESC, id LIMIT 50"
        ).map { try $0.uuid(0) }
        for limit in [1, 7, 20, 50] {
            #expect(try await reader.recent(in: department, limit: limit).map(\.key.id.bytes) == Array(last.prefix(limit)), "\(limit)")
        }
        // A whole table comes in at one instant: then all of its communes declared last, and the identifiers decide.
        try await ledgers.pool.execute(
            "UPDATE aggregation.declaration SET received_at = now() WHERE (commune, received_at) IN (SELECT commune, max(received_at) FROM aggregation.declaration GROUP BY commune)"
        )
        let together = try await ledgers.pool.query(
            "SELECT id FROM aggregation.declaration WHERE commune LIKE '56%' ORDER BY received_at DESC, id LIMIT 20"
        ).map { try $0.uuid(0) }
        #expect(try await reader.recent(in: department, limit: 20).map(\.key.id.bytes) == together)
        await pool.close()
    }

    @Test(.timeLimit(.minutes(10))) func aReadingWithinAScopeIsHardlyDearer() async throws {
        let ledgers = try await Self.filled()
        let department = try DepartmentCode("56")
        let pool = try await ledgers.asReader(connections: 1)
        let reader = LedgerReader(pool: pool).within(.departments([department]))
        // As it was before there were walls: one statement, no setting, a role that sees all.
        let plain = try await ledgers.asService().pool
        let days = CivilDay.first...CivilDay.last
        let range = CommuneRange(department)
        let cells: [SQLValue] = [
            .text(range.first), .text(range.last), .date(days.lowerBound.daysSinceEpoch), .date(days.upperBound.daysSinceEpoch), .text(""), .date(0),
            .int2(0), .int2(0), .int(20_000),
        ]
        try await self.compare("a snapshot of 7,500 cells", rounds: 40) {
            _ = try await plain.query(Queries.cells, cells)
        } within: {
            _ = try await pool.query(Queries.cells, cells, under: reader.scope.setting)
        }
        try await self.compare("the last 20 declarations", rounds: 100) {
            _ = try await plain.query(Queries.recent, [.text("56"), .int(20)])
        } within: {
            _ = try await pool.query(Queries.recent, [.text("56"), .int(20)], under: reader.scope.setting)
        }
        await pool.close()
        await plain.close()
    }

    /// The best of many turns: whatever else the machine does only adds.
    private func compare(
        _ name: String, rounds: Int, before: () async throws -> Void, within: () async throws -> Void
    ) async throws {
        let clock = ContinuousClock()
        var (open, walled) = (Duration.seconds(3_600), Duration.seconds(3_600))
        for _ in 0..<rounds {
            open = min(open, try await clock.measure { try await before() })
            walled = min(walled, try await clock.measure { try await within() })
        }
        print("\(name): \(open) without walls, \(walled) within (\((walled / open * 1_000).rounded() / 10) %)")
        // A tenth is what it may cost; the rest is for a machine that is never quiet.
        #expect(walled < open * 1.25, "\(name): \(open), then \(walled)")
    }
}
