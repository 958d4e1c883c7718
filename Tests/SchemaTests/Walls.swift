@testable import Schema
import Persistence
import TestBench

/// The server of these tests alone: on it, unlike on the one that all share, every role has a password, given once and not by each test.
private let server = Task {
    let server = try await PrivatePostgreSQL.start()
    let passwords = Dictionary(uniqueKeysWithValues: ServiceRole.allCases.map { ($0, "tests") })
    try await withPool(on: server.url) { pool in _ = try await SchemaInstaller(pool: pool).install(passwords: passwords) }
    return server
}

/// A database with rows of several departments in every table that a wall stands around, seen by each role through a connection of
/// its own.
struct Walls {
    /// A reader's policy: which table it stands on, and how a row tells the department that it is of.
    struct Case: Hashable, CustomStringConvertible {
        let role: ServiceRole
        let table: String
        let department: String

        var description: String { "\(self.role.rawValue) \(self.table)" }
    }

    /// The departments that every table has a row of: two neighbours in the alphabet, one overseas, one of letters, and the exercise.
    static let departments: Set<String> = ["00", "29", "2A", "56", "974"]

    static let cases: [Case] = {
        let ofCommune = "CASE WHEN commune ~ '^9[78]' THEN substr(commune, 1, 3) ELSE substr(commune, 1, 2) END"
        let aggregation = ["declaration", "ledger", "conflict", "count_cell", "report"].map {
            Case(role: .aggregationReader, table: "aggregation.\($0)", department: ofCommune)
        }
        let alerting = [
            "count_cell", "report", "reported_day", "declaring_commune", "told_day", "assessment", "alert", "cluster", "dossier", "alert_event", "budget",
        ].map { name in
            // What is of an alert is asked of the alert, whatever stands beside it.
            let ofAlert = ["dossier", "alert_event"].contains(name)
            return Case(
                role: .alertingReader, table: "alerting.\(name)",
                department: ofAlert ? "(SELECT a.department FROM alerting.alert AS a WHERE a.id = alert)" : "department")
        }
        return aggregation + alerting
    }()

    let owner: DatabasePool
    let pools: [ServiceRole: DatabasePool]

    /// Gives `body` a filled database of its own.
    static func raised(_ body: (Walls) async throws -> Void) async throws {
        let address = try DatabaseAddress(url: try await server.value.makeDatabase())
        let owner = DatabasePool(address: address, size: 2, name: "tests", logger: quiet)
        let pools = Dictionary(
            uniqueKeysWithValues: ServiceRole.allCases.map { role in
                (role, DatabasePool(address: address.with(user: role.rawValue, password: "tests"), size: 1, name: "tests", logger: quiet))
            })
        do {
            try await SchemaInstaller(pool: owner).install()
            let walls = Walls(owner: owner, pools: pools)
            try await walls.fill()
            try await body(walls)
        } catch {
            for pool in [owner] + pools.values { await pool.close() }
            throw error
        }
        for pool in [owner] + pools.values { await pool.close() }
    }

    func pool(_ role: ServiceRole) throws -> DatabasePool {
        guard let pool = self.pools[role] else { throw DatabaseError(.invalidAddress, "no connection as \(role)") }
        return pool
    }

    private func fill() async throws {
        let departments = Self.departments.sorted().map { "('\($0)')" }.joined(separator: ", ")
        try await self.owner.transaction { transaction in
            try await transaction.script(
                """
                CREATE TEMP TABLE place ON COMMIT DROP AS SELECT code AS department, rpad(code, 5, '0') AS commune FROM (VALUES \(departments)) AS d (code);
                INSERT INTO aggregation.ledger (commune, id, revision, day, place, cause, deaths, withdrawn, state, fingerprint, key_id, received_at)
                SELECT commune, gen_random_uuid(), 1, '2026-11-01', 1, 1, 2, false, 1, '\\x00', 'k', now() FROM place;
                INSERT INTO aggregation.conflict (commune, id, revision, fingerprint, day, deaths, withdrawn, key_id, received_at)
                SELECT commune, id, revision, '\\x01', day, 3, false, 'k', now() FROM aggregation.ledger;
                INSERT INTO aggregation.declaration (commune, id, revision, day, place, cause, deaths, withdrawn, fingerprint, received_at)
                SELECT commune, id, revision, day, place, cause, deaths, withdrawn, fingerprint, received_at FROM aggregation.ledger;
                INSERT INTO aggregation.count_cell SELECT commune, '2026-11-01', 1, 1, 2, 1 FROM place;
                INSERT INTO aggregation.report SELECT commune, '2026-11-01', 1, now(), 1 FROM place;
                INSERT INTO aggregation.outbox (exchange, routing_key, message_id, type, headers, body)
                SELECT 'vigie.events', 'counts.changed.' || department, gen_random_uuid(), 't', '', '\\x00' FROM place;
                INSERT INTO alerting.count_cell SELECT department, '2026-11-01', commune, 1, 1, 2, 1 FROM place;
                INSERT INTO alerting.report SELECT department, '2026-11-01', commune, 1, now(), 1 FROM place;
                INSERT INTO alerting.reported_day SELECT department, '2026-11-01', 2, 1, 10 FROM place;
                INSERT INTO alerting.declaring_commune SELECT department, commune, 0 FROM place;
                INSERT INTO alerting.told_day SELECT department, '2026-11-01', '1', '{0}', '{2}' FROM place;
                INSERT INTO alerting.scan_due SELECT department, '2026-11-01' FROM place;
                INSERT INTO alerting.assessment (department, day, level, observed, has_baseline, reported_days, reported_share, method, version)
                SELECT department, '2026-11-01', 4, 9, true, 7, 1, 'm', 1 FROM place;
                INSERT INTO alerting.alert (id, department, level, peak_level, first_day, last_day, raised_at, explanation, version)
                SELECT gen_random_uuid(), department, 4, 4, '2026-11-01', '2026-11-01', now(), 'x', 1 FROM place;
                INSERT INTO alerting.alert_event (alert, number, id, at, kind, by_whom, comment, level_before, level_after)
                SELECT id, 1, gen_random_uuid(), now(), 1, '', '', 1, 4 FROM alerting.alert;
                INSERT INTO alerting.dossier (alert, number, frozen_at, body) SELECT id, 1, now(), '\\x00' FROM alerting.alert;
                INSERT INTO alerting.cluster SELECT department, '2026-11-01', '2026-11-01', ARRAY[commune], 1, 1, 1, 1, 1, 1, 0, 1, NULL, 1 FROM place;
                INSERT INTO alerting.outbox (exchange, routing_key, message_id, type, headers, body)
                SELECT 'vigie.events', 'alert.changed.' || department, gen_random_uuid(), 't', '', '\\x00' FROM place;
                INSERT INTO alerting.threshold (department, digest, body) SELECT department, 'd', 'b' FROM place;
                INSERT INTO alerting.budget (department, orange_years, red_years) SELECT department, 2, 10 FROM place;
                INSERT INTO portal.account (id, login, name) SELECT gen_random_uuid(), 'clerk' || lower(department), department FROM place;
                INSERT INTO portal.role_grant (account, role, territory)
                SELECT id, 'clerk', 'commune:' || commune FROM portal.account JOIN place ON department = name;
                INSERT INTO portal.audit (actor, action) VALUES ('nobody', 'account-created')
                """)
        }
    }

    // MARK: Looking

    /// The departments that the role finds in the table with the WHERE taken away.
    func seen(_ one: Case, under scope: String?) async throws -> Set<String> {
        let sql = "SELECT DISTINCT \(one.department) AS department FROM \(one.table)"
        let pool = try self.pool(one.role)
        let rows = if let scope { try await pool.query(sql, under: LocalSetting("vigie.scope", scope)) } else { try await pool.query(sql) }
        return Set(try rows.map { try $0.optionalText("department") ?? "none" })
    }

    /// Where a role finds other departments than its scope names, in words; nothing where the walls hold.
    func leaks() async throws -> [String] {
        var leaks: [String] = []
        for one in Self.cases {
            for (scope, expected) in Self.scopes {
                let found = try await self.seen(one, under: scope)
                if found != expected { leaks.append("\(one) under \(scope ?? "nothing"): \(found.sorted())") }
            }
        }
        return leaks
    }

    /// What a transaction may have set, and what it is to see then.
    static let scopes: [(String?, Set<String>)] = [
        (nil, []), ("", []), ("56", ["56"]), ("29", ["29"]), ("2A", ["2A"]), ("974", ["974"]), ("56,974", ["56", "974"]),
        ("00,2A,29", ["00", "2A", "29"]), ("*", departments), (nil, []),
        // What is no list of departments opens nothing.
        ("5", []), ("9", []), ("97", []), ("%", []), ("**", []), ("*,*", []), ("56 ", []), (",", []), ("all", []), ("560", []), ("97,560", []),
        ("97,560,29", ["29"]),
    ]
}

extension Migration {
    /// Whether it is older than the walls between departments, which were the fifth of each service that keeps any.
    var comesBeforeWalls: Bool { self.number < 5 || !["aggregation", "alerting", "portal"].contains(self.service) }
}
