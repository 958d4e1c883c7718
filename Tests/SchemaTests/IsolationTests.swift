@testable import Schema
import Persistence
import TestBench
import Testing

/// The walls within the database, tried from inside: as each role, with the WHERE taken away.
@Suite struct IsolationTests {
    private static let schemas = "('aggregation', 'alerting', 'portal')"

    /// Tables without row policies, each with the reason why it needs none. There is none.
    private static let open: [String: String] = [:]

    @Test("Every table has row policies that bind its owner too, or a reason not to")
    func tables() async throws {
        try await Walls.raised { walls in
            let rows = try await walls.owner.query(
                """
                SELECT c.oid::regclass::text AS name, c.relrowsecurity AND c.relforcerowsecurity AS is_walled
                FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname IN \(Self.schemas)
                """)
            #expect(rows.count >= 34)
            for row in rows {
                let name = try row.text("name")
                let isWalled = try row.bool("is_walled")
                #expect(isWalled != (Self.open[name] != nil), "\(name)")
            }
        }
    }

    @Test("Every policy is the owner's or the service's own, which sees all, or a reader's, which has a case here")
    func policies() async throws {
        try await Walls.raised { walls in
            let owner = try await walls.owner.query("SELECT current_user::text").one().text(0)
            let rows = try await walls.owner.query(
                """
                SELECT schemaname || '.' || tablename AS name, policyname::text AS policy, permissive, roles::text[] AS roles, cmd, qual, with_check
                FROM pg_policies WHERE schemaname IN \(Self.schemas)
                """)
            var readers: Set<String> = []
            for row in rows {
                let (name, policy) = (try row.text("name"), try row.text("policy"))
                let role = try row.textArray("roles").compactMap { $0 }.joined(separator: ",")
                #expect(try row.text("permissive") == "PERMISSIVE", "\(name) \(policy)")
                if role.hasSuffix("_reader") {
                    readers.insert("\(role) \(name)")
                    #expect(try row.text("cmd") == "SELECT", "\(name) \(policy)")
                    #expect(try row.text("qual").contains("vigie.scope"), "\(name) \(policy)")
                } else {
                    let service = ["aggregation": "vigie_aggregation", "alerting": "vigie_alerting", "portal": "vigie_portal"][
                        String(name.prefix { $0 != "." })]
                    #expect(role == owner || role == service, "\(name) \(policy) is for \(role)")
                    let conditions = Set([try row.optionalText("qual"), try row.optionalText("with_check")].compactMap { $0 })
                    #expect(conditions == ["true"], "\(name) \(policy)")
                }
            }
            #expect(readers == Set(Walls.cases.map(\.description)))
        }
    }

    @Test("A reader sees the departments of its scope, none where there is no scope, and nothing that is for the writer alone")
    func scopes() async throws {
        try await Walls.raised { walls in
            #expect(try await walls.leaks() == [])
            for (role, table) in [
                (ServiceRole.aggregationReader, "aggregation.outbox"), (.alertingReader, "alerting.outbox"), (.alertingReader, "alerting.scan_due"),
                (.alertingReader, "alerting.threshold"),
            ] {
                let pool = try walls.pool(role)
                let all = LocalSetting("vigie.scope", "*")
                let error = await #expect(throws: DatabaseError.self) { try await pool.query("SELECT FROM \(table)", under: all) }
                #expect(error?.code == .denied, "\(table)")
                // A grant too many opens nothing.
                try await walls.owner.execute("GRANT SELECT ON \(table) TO \(role.rawValue)")
                #expect(try await pool.query("SELECT FROM \(table)", under: all).count == 0, "\(table)")
            }
        }
    }

    @Test("With any one policy of a reader replaced by true, the look finds what leaks, there and nowhere else")
    func everyPolicyCounts() async throws {
        try await Walls.raised { walls in
            for one in Walls.cases {
                let kept = try await walls.owner.query(
                    "SELECT qual FROM pg_policies WHERE schemaname || '.' || tablename = $1 AND policyname = 'reader'", [.text(one.table)]
                ).one().text(0)
                try await walls.owner.execute("ALTER POLICY reader ON \(one.table) USING (true)")
                let leaks = try await walls.leaks()
                #expect(leaks.contains { $0.hasPrefix("\(one) under 56:") } && leaks.contains { $0.hasPrefix("\(one) under nothing:") }, "\(one)")
                #expect(leaks.allSatisfy { $0.hasPrefix("\(one) ") }, "\(leaks)")
                try await walls.owner.execute("ALTER POLICY reader ON \(one.table) USING (\(kept))")
            }
            #expect(try await walls.leaks() == [])
        }
    }

    @Test("One connection that serves two departments in turn, ten thousand times, never tells one of the other", .timeLimit(.minutes(5)))
    func turns() async throws {
        try await Walls.raised { walls in
            let pool = try walls.pool(.aggregationReader)
            let sql = "SELECT left(commune, 2) AS department FROM aggregation.ledger"
            var foreign = 0
            for turn in 0..<10_000 {
                let own = turn.isMultiple(of: 2) ? "56" : "29"
                let setting = LocalSetting("vigie.scope", own)
                // One trip, a transaction of several statements, and now and then one that fails half way.
                let rows: Rows
                switch turn % 7 {
                case 3: rows = try await pool.transaction(under: setting) { try await $0.query(sql) }
                case 5:
                    await #expect(throws: DatabaseError.self) {
                        try await pool.transaction(under: setting) { _ = try await $0.query("SELECT 1/0") }
                    }
                    rows = try await pool.query(sql, under: setting)
                default: rows = try await pool.query(sql, under: setting)
                }
                let seen = try rows.map { try $0.text("department") }
                if seen != [own] { foreign += 1 }
            }
            #expect(foreign == 0)
            #expect(try await pool.query(sql).count == 0)
        }
    }

    @Test("Neither reader nor anybody else writes through a reader's role")
    func readersOnlyRead() async throws {
        try await Walls.raised { walls in
            for one in Walls.cases {
                let pool = try walls.pool(one.role)
                for sql in ["DELETE FROM \(one.table)", "TRUNCATE \(one.table)", "INSERT INTO \(one.table) DEFAULT VALUES"] {
                    let error = await #expect(throws: DatabaseError.self) { try await pool.query(sql, under: LocalSetting("vigie.scope", "*")) }
                    #expect(error?.code == .denied, "\(one): \(sql)")
                }
                // Not even with a grant too many: a policy for reading alone lets no row be changed.
                try await walls.owner.execute("GRANT DELETE ON \(one.table) TO \(one.role.rawValue)")
                #expect(try await pool.query("DELETE FROM \(one.table)", under: LocalSetting("vigie.scope", "*")).affected == 0, "\(one)")
            }
        }
    }

    @Test("An owner who is no superuser sees every row, and would see none without its policy")
    func owner() async throws {
        try await Walls.raised { walls in
            let might = try await walls.owner.query("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").one().bool(0)
            #expect(!might)
            for one in Walls.cases {
                let sql = "SELECT DISTINCT \(one.department) AS department FROM \(one.table)"
                let found = Set(try await walls.owner.query(sql).map { try $0.text("department") })
                #expect(found == Walls.departments, "\(one)")
            }
            try await walls.owner.execute("DROP POLICY owner ON aggregation.ledger")
            #expect(try await walls.owner.query("SELECT FROM aggregation.ledger").count == 0)
        }
    }

    @Test("A writer sees all departments, whatever is set")
    func writers() async throws {
        try await Walls.raised { walls in
            for one in Walls.cases {
                let writer = try walls.pool(one.role == .aggregationReader ? .aggregation : .alerting)
                let sql = "SELECT DISTINCT \(one.department) AS department FROM \(one.table)"
                for rows in [try await writer.query(sql), try await writer.query(sql, under: LocalSetting("vigie.scope", "56"))] {
                    #expect(Set(try rows.map { try $0.text("department") }) == Walls.departments, "\(one)")
                }
            }
        }
    }
}
