@testable import Schema
import Persistence
import TestBench
import Testing

/// What belongs to an alert is of the alert's department.
@Suite struct AlertDepartmentTests {
    private static let alerts = """
        INSERT INTO alerting.alert (id, department, level, peak_level, first_day, last_day, raised_at, explanation, version)
        VALUES ('00000000-0000-0000-0000-000000000056', '56', 4, 4, '2026-11-01', '2026-11-01', now(), 'x', 1),
            ('00000000-0000-0000-0000-000000000029', '29', 4, 4, '2026-11-01', '2026-11-01', now(), 'x', 1);
        """

    private static func belongings(_ number: Int, columns: String = "", values: String = "") -> String {
        """
        INSERT INTO alerting.alert_event (alert, number, id, at, kind, by_whom, comment, level_before, level_after\(columns))
        SELECT id, \(number), gen_random_uuid(), now(), 1, '', '', 1, 4\(values) FROM alerting.alert;
        INSERT INTO alerting.dossier (alert, number, frozen_at, body\(columns)) SELECT id, \(number), now(), '\\x00'\(values) FROM alerting.alert
        """
    }

    @Test("Events and dossiers of before get it, a writer of the version before goes on, and nobody writes down another's")
    func departments() async throws {
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        // Roles are the server's; another database's installation makes them.
        try await withPool(on: try await PrivatePostgreSQL.shared.makeDatabase()) { try await SchemaInstaller(pool: $0).install() }
        try await withPool(on: url) { pool in
            let all = try Schema.migrations
            try await Migrator(pool: pool).migrate(all.filter(\.comesBeforeWalls))
            try await pool.transaction { try await $0.script(Self.alerts + Self.belongings(1)) }
            try await Migrator(pool: pool).migrate(all)
            try await pool.transaction { transaction in
                try await transaction.script(Self.belongings(2))
                try await transaction.script(Self.belongings(3, columns: ", department", values: ", '75'"))
            }
            for table in ["alert_event", "dossier"] {
                let rows = try await pool.query(
                    "SELECT count(*) FROM alerting.\(table) AS o JOIN alerting.alert AS a ON a.id = o.alert WHERE o.department = a.department")
                #expect(try rows.one().int(0) == 6, "\(table)")
            }
        }
    }

    @Test("The tables that hold years are not written anew")
    func files() async throws {
        let url = try await PrivatePostgreSQL.shared.makeDatabase()
        try await withPool(on: try await PrivatePostgreSQL.shared.makeDatabase()) { try await SchemaInstaller(pool: $0).install() }
        try await withPool(on: url) { pool in
            let all = try Schema.migrations
            let sql = """
                SELECT c.oid::regclass::text || ' ' || pg_relation_filenode(c.oid) AS file FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE c.relkind = 'r' AND n.nspname IN ('aggregation', 'alerting', 'portal') ORDER BY 1
                """
            try await Migrator(pool: pool).migrate(all.filter(\.comesBeforeWalls))
            let before = Set(try await pool.query(sql).map { try $0.text("file") })
            try await Migrator(pool: pool).migrate(all)
            #expect(before.count >= 20)
            #expect(before.subtracting(try await pool.query(sql).map { try $0.text("file") }) == [])
        }
    }
}
