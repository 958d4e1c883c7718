import Contracts
import Messages
import Mortality
import Persistence
@testable import vigiectl
import Testing

@Suite struct CountsTests {
    /// A ledger with a correction, a late old revision, a withdrawal, a zero, an arrondissement and a refusal.
    private func withLedger(_ body: (DatabasePool) async throws -> Void) async throws {
        try await withReference { pool in
            try await pool.transaction { transaction in
                try await transaction.script(
                    """
                    INSERT INTO aggregation.ledger
                        (commune, id, revision, day, place, cause, deaths, withdrawn, state, refusal, fingerprint, key_id, received_at)
                    VALUES
                    ('56260', '00000000-0000-0000-0000-000000000001', 1, '2026-11-01', 1, 1, 2, false, 2, NULL, '\\x01', 'k', '2026-11-02 10:00Z'),
                    ('56260', '00000000-0000-0000-0000-000000000001', 2, '2026-11-02', 1, 1, 3, false, 1, NULL, '\\x02', 'k', '2026-11-02 11:00Z'),
                    ('56260', '00000000-0000-0000-0000-000000000002', 1, '2026-11-02', 1, 1, 5, false, 1, NULL, '\\x03', 'k', '2026-11-02 09:00Z'),
                    ('56260', '00000000-0000-0000-0000-000000000003', 3, '2026-11-02', 2, 3, 7, true, 3, NULL, '\\x04', 'k', '2026-11-02 09:00Z'),
                    ('75103', '00000000-0000-0000-0000-000000000004', 1, '2026-11-02', 3, 4, 1, false, 1, NULL, '\\x05', 'k', '2026-11-02 09:00Z'),
                    ('75104', '00000000-0000-0000-0000-000000000005', 1, '2026-11-02', NULL, NULL, 0, false, 1, NULL, '\\x06', 'k', '2026-11-02 09:30Z'),
                    ('56260', '00000000-0000-0000-0000-000000000006', 1, '2036-11-02', 1, 1, 9, false, 4, 'later than today', '\\x07', 'k', '2026-11-02 09:00Z');
                    INSERT INTO aggregation.declaration (commune, id, revision, day, place, cause, deaths, withdrawn, fingerprint, received_at)
                    SELECT commune, id, revision, day, place, cause, deaths, withdrawn, fingerprint, received_at
                    FROM aggregation.ledger WHERE state IN (1, 3);
                    INSERT INTO aggregation.count_cell VALUES
                    ('56260', '2026-11-01', 1, 1, 0, 4), ('56260', '2026-11-02', 1, 1, 8, 5), ('75056', '2026-11-02', 3, 4, 1, 1);
                    INSERT INTO aggregation.report VALUES
                    ('56260', '2026-11-01', 0, '2026-11-02 10:00Z', 2), ('56260', '2026-11-02', 2, '2026-11-02 11:00Z', 3),
                    ('75056', '2026-11-02', 2, '2026-11-02 09:30Z', 2)
                    """)
            }
            try await body(pool)
        }
    }

    @Test("An owner who is no superuser finds the whole ledger through its policy; without it, the counts would follow from nothing")
    func owner() async throws {
        try await self.withLedger { pool in
            let might = try await pool.query("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").one().bool(0)
            #expect(!might)
            let agreed = try await CountsAudit(pool: pool).differences()
            #expect(agreed == [])
            try await pool.execute("DROP POLICY owner ON aggregation.ledger")
            let found = try await CountsAudit(pool: pool).differences()
            #expect(found.contains { $0.kind == .cell && $0.description.hasSuffix("8, but the ledger says 0") })
        }
    }

    private func outbox(_ pool: DatabasePool) async throws -> [CountsChange] {
        try await pool.query("SELECT body FROM aggregation.outbox ORDER BY id").map { row in
            try CountsChange(try Wire.decode(Vigie_V1_CountsChanged.self, from: try row.bytes("body")))
        }
    }

    @Test("Counts that follow from the ledger show no difference, and a rebuild leaves them and everybody alone")
    func agreement() async throws {
        try await self.withLedger { pool in
            let audit = try await CountsAudit(pool: pool).differences()
            #expect(audit == [])
            let rebuilt = try await CountsRebuild(pool: pool).run()
            #expect(rebuilt == [])
            let news = try await self.outbox(pool)
            #expect(news.isEmpty)
        }
    }

    @Test("Each kind of difference is found and said, repaired under a higher version, and told to others")
    func repair() async throws {
        try await self.withLedger { pool in
            try await pool.transaction { transaction in
                try await transaction.script(
                    """
                    UPDATE aggregation.count_cell SET deaths = 9 WHERE commune = '56260' AND day = '2026-11-02';
                    UPDATE aggregation.count_cell SET deaths = 1 WHERE commune = '56260' AND day = '2026-11-01';
                    DELETE FROM aggregation.count_cell WHERE commune = '75056';
                    UPDATE aggregation.report SET declarations = 7 WHERE commune = '56260' AND day = '2026-11-02';
                    DELETE FROM aggregation.report WHERE commune = '75056';
                    UPDATE aggregation.declaration SET deaths = 4 WHERE id = '00000000-0000-0000-0000-000000000002';
                    UPDATE aggregation.ledger SET state = 1 WHERE id = '00000000-0000-0000-0000-000000000001';
                    """)
            }
            let found = try await CountsAudit(pool: pool).differences()
            #expect(found.map(\.kind) == [.state, .declaration, .cell, .cell, .cell, .report, .report])
            #expect(found.map(\.description).contains("cell 56260 2026-11-02 home covidConfirmed: 9, but the ledger says 8"))
            let repaired = try await CountsRebuild(pool: pool).run()
            #expect(repaired == found)
            let left = try await CountsAudit(pool: pool).differences()
            #expect(left == [])

            let news = try await self.outbox(pool)
            #expect(news.map(\.department.text) == ["56", "75"])
            let cells = news[0].cells.sorted { $0.day < $1.day }
            #expect(cells.map(\.deaths) == [0, 8])
            #expect(cells.map(\.version) == [5, 6])
            #expect(news[0].reports.map(\.declarations) == [2])
            #expect(news[1].cells.map(\.commune.text) == ["75056"])
            #expect(news[1].cells.allSatisfy { $0.version > 1_000 })
            #expect(news[1].reports.map(\.declarations) == [2])
        }
    }

    @Test("Tables lost altogether come back from the ledger")
    func fromNothing() async throws {
        try await self.withLedger { pool in
            try await pool.transaction {
                try await $0.script("TRUNCATE aggregation.count_cell, aggregation.report, aggregation.declaration")
            }
            let repaired = try await CountsRebuild(pool: pool).run()
            #expect(repaired.count == 5 + 2 + 3)
            let left = try await CountsAudit(pool: pool).differences()
            #expect(left == [])
            let row = try await pool.query("SELECT sum(deaths) AS deaths FROM aggregation.count_cell").one()
            #expect(try row.int("deaths") == 9)
        }
    }

    @Test("What no ledger row explains goes")
    func unexplained() async throws {
        try await self.withLedger { pool in
            try await pool.transaction {
                try await $0.script(
                    """
                    INSERT INTO aggregation.declaration (commune, id, revision, day, deaths, withdrawn, fingerprint, received_at)
                    VALUES ('56001', gen_random_uuid(), 1, '2026-11-02', 0, false, '\\x00', now());
                    INSERT INTO aggregation.count_cell VALUES ('56001', '2026-11-02', 1, 1, 5, 9);
                    INSERT INTO aggregation.report VALUES ('56001', '2026-11-02', 1, now(), 9)
                    """)
            }
            let repaired = try await CountsRebuild(pool: pool).run()
            #expect(repaired.map(\.kind) == [.declaration, .cell, .report])
            let left = try await CountsAudit(pool: pool).differences()
            #expect(left == [])
            let row = try await pool.query("SELECT deaths, version FROM aggregation.count_cell WHERE commune = '56001'").one()
            #expect(try row.int("deaths") == 0)
            #expect(try row.int("version") == 10)
        }
    }
}
