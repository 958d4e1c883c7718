@testable import Schema
import Persistence
import TestBench
import Testing

/// What no grant opens to Portal's role.
@Suite struct PortalWallTests {
    @Test("With every right granted, Portal's role still changes and removes nothing that its policies do not let it")
    func grantsTooMany() async throws {
        try await Walls.raised { walls in
            let pool = try walls.pool(.portal)
            try await walls.owner.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA portal TO vigie_portal")
            try await walls.owner.execute(
                "INSERT INTO portal.audit_link (number, entry, hash) SELECT 1, id, decode(repeat('00', 32), 'hex') FROM portal.audit")
            for (sql, count) in [
                ("UPDATE portal.audit SET detail = 'x'", 0), ("DELETE FROM portal.audit", 0),
                ("UPDATE portal.audit_link SET linked_at = now()", 0), ("DELETE FROM portal.audit_link", 0),
                ("DELETE FROM portal.account", 0), ("UPDATE portal.role_grant SET role = 'auditor'", 0), ("DELETE FROM portal.retention", 0),
                ("UPDATE portal.account SET name = 'x'", Walls.departments.count), ("DELETE FROM portal.role_grant", Walls.departments.count),
            ] {
                #expect(try await pool.execute(sql) == count, "\(sql)")
            }
            for sql in [
                "INSERT INTO portal.banner (text) VALUES ('x')",
                "INSERT INTO portal.audit_seal VALUES (1, 1, 1, now(), now(), decode(repeat('00', 32), 'hex'))",
            ] {
                let error = await #expect(throws: DatabaseError.self) { try await pool.execute(sql) }
                #expect(error?.code == .denied, "\(sql)")
            }
        }
    }
}
