@testable import Schema
import Persistence
import TestBench
import Testing

/// Every role, every table, every verb, against what is meant to be.
@Suite struct PrivilegeTests {
    private static let verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]

    /// What each role may do; whatever is not here is forbidden.
    private static let expected: [ServiceRole: [String: Set<String>]] = {
        let places: [String: Set<String>] = [
            "reference.department": ["SELECT"], "reference.commune": ["SELECT"], "reference.state": ["SELECT"],
            "reference.succession": ["SELECT"],
        ]
        let keys: [String: Set<String>] = ["reference.api_key": ["SELECT"]]
        let neighbours: [String: Set<String>] = ["reference.commune_neighbour": ["SELECT"]]
        func and(_ others: [String: Set<String>]...) -> [String: Set<String>] {
            others.reduce(into: places) { $0.merge($1) { $0.union($1) } }
        }
        let tokens: [String: Set<String>] = ["reference.token_key": ["SELECT"], "reference.token_revocation": ["SELECT"]]
        return [
            .ingest: and(
                keys, tokens,
                [
                    "reference.historical_commune_deaths": ["SELECT"], "reference.department_life": ["SELECT"], "reference.instance": ["SELECT", "DELETE"],
                ]),
            .portal: and(
                keys,
                [
                    "reference.historical_commune_deaths": ["SELECT"],
                    "reference.contacts": ["SELECT"], "reference.department_life": ["SELECT"], "reference.instance": ["SELECT"],
                    // Row policies cut what it deletes of these two to what has expired.
                    "reference.token_key": ["SELECT", "DELETE"], "reference.token_revocation": ["SELECT", "DELETE"],
                    "portal.account": ["SELECT"], "portal.role_grant": ["SELECT", "DELETE"], "portal.session": ["SELECT", "DELETE"],
                    "portal.invitation": ["SELECT", "INSERT", "UPDATE", "DELETE"], "portal.second_factor": ["SELECT", "INSERT", "UPDATE", "DELETE"],
                    "portal.recovery_code": ["SELECT", "INSERT", "DELETE"],
                    "portal.identity": ["SELECT", "DELETE"], "portal.session_identity": ["SELECT", "INSERT"], "portal.used_flow": ["SELECT", "DELETE"],
                    "portal.audit": ["SELECT"], "portal.audit_link": ["SELECT"], "portal.audit_seal": ["SELECT"], "portal.retention": ["SELECT"],
                    "portal.banner": ["SELECT"], "portal.calls": ["SELECT"],
                    "portal.mail": ["SELECT", "DELETE"], "portal.mailed_code": ["SELECT", "INSERT", "UPDATE", "DELETE"],
                    "portal.reminder": ["SELECT", "DELETE"],
                ]),
            .mapRendering: and(neighbours, ["reference.outline": ["SELECT"]]),
            .aggregation: and([
                "aggregation.ledger": ["SELECT", "INSERT"], "aggregation.conflict": ["SELECT", "INSERT"],
                "aggregation.declaration": ["SELECT", "INSERT", "UPDATE"], "aggregation.count_cell": ["SELECT", "INSERT", "UPDATE"],
                "aggregation.report": ["SELECT", "INSERT", "UPDATE"], "aggregation.outbox": ["SELECT", "INSERT", "DELETE"],
            ]),
            .aggregationReader: and([
                "aggregation.ledger": ["SELECT"], "aggregation.conflict": ["SELECT"], "aggregation.declaration": ["SELECT"],
                "aggregation.count_cell": ["SELECT"], "aggregation.report": ["SELECT"],
            ]).filter { $0.key != "reference.state" },
            .alertingReader: Dictionary(
                uniqueKeysWithValues: [
                    "count_cell", "report", "assessment", "alert", "alert_event", "dossier", "cluster", "declaring_commune", "told_day", "reported_day",
                    "budget",
                ].map { ("alerting.\($0)", ["SELECT"]) }),
            .alerting: and(
                neighbours,
                [
                    "reference.historical_deaths": ["SELECT"], "reference.historical_commune_deaths": ["SELECT"],
                    "reference.historical_place_deaths": ["SELECT"],
                    "alerting.count_cell": ["SELECT", "INSERT", "UPDATE", "DELETE"], "alerting.report": ["SELECT", "INSERT", "UPDATE", "DELETE"],
                    "alerting.assessment": ["SELECT", "INSERT", "UPDATE"], "alerting.alert": ["SELECT", "INSERT", "UPDATE"],
                    "alerting.outbox": ["SELECT", "INSERT", "DELETE"], "alerting.alert_event": ["SELECT", "INSERT"],
                    "alerting.dossier": ["SELECT", "INSERT"], "alerting.cluster": ["SELECT", "INSERT", "UPDATE"],
                    "alerting.scan_due": ["SELECT", "INSERT", "UPDATE", "DELETE"], "alerting.budget": ["SELECT"],
                    "alerting.declaring_commune": ["SELECT", "INSERT"], "alerting.told_day": ["SELECT", "INSERT", "UPDATE"],
                    "alerting.reported_day": ["SELECT", "INSERT", "UPDATE", "DELETE"], "alerting.threshold": ["SELECT", "INSERT", "UPDATE"],
                ]),
        ]
    }()

    /// The columns that a role may write where it may not write the table.
    private static let columns: [String: Set<String>] = [
        "vigie_aggregation UPDATE aggregation.ledger": ["state"], "vigie_aggregation UPDATE aggregation.outbox": ["created_at"],
        "vigie_alerting UPDATE alerting.outbox": ["created_at"],
        "vigie_alerting INSERT alerting.budget": ["department", "orange_years", "red_years"],
        "vigie_alerting UPDATE alerting.budget": ["orange_years", "red_years", "changed_at"],
        "vigie_ingest INSERT reference.instance": ["name", "service", "is_ready", "reason"],
        "vigie_ingest UPDATE reference.instance": ["service", "is_ready", "reason", "since", "seen_at"],
        "vigie_portal INSERT reference.token_key": ["id", "public_key", "expires_at"], "vigie_portal INSERT reference.token_revocation": ["account"],
        "vigie_portal INSERT reference.department_life": ["department", "state", "word", "opened_at"],
        "vigie_portal UPDATE reference.department_life": ["state", "since", "word", "opened_at", "call_centre"],
        "vigie_portal INSERT portal.account": ["id", "login", "name", "email", "telephone", "created_by"],
        "vigie_portal UPDATE portal.account": [
            "login", "name", "email", "telephone", "password_hash", "password_set_at", "disabled_at", "last_sign_in_at", "version", "erased_at",
        ],
        "vigie_portal INSERT portal.role_grant": ["account", "role", "territory", "granted_by", "is_colleague"],
        "vigie_portal INSERT portal.session": ["reference", "account", "idle_seconds", "expires_at", "has_second_factor", "device"],
        "vigie_portal UPDATE portal.session": ["last_seen_at", "idle_seconds"],
        "vigie_portal INSERT portal.identity": ["issuer", "idp", "subject", "account"], "vigie_portal INSERT portal.used_flow": ["reference"],
        "vigie_portal INSERT portal.mail": ["id", "kind", "key", "account", "commune", "letter", "worth_until"],
        "vigie_portal UPDATE portal.mail": ["letter", "not_before", "attempts", "sent_at", "failed_at", "reason"],
        "vigie_portal INSERT portal.reminder": ["commune", "account", "hour", "weekdays"],
        "vigie_portal UPDATE portal.reminder": ["account", "hour", "weekdays", "changed_at", "last_on"],
        "vigie_portal INSERT portal.calls": ["id", "commune", "called_at", "outcome", "noted_by"],
        "vigie_portal INSERT portal.audit": ["actor", "action", "subject", "detail", "address", "correlation"],
        "vigie_portal INSERT portal.audit_link": ["number", "entry", "hash"],
    ]

    private func withSchema(_ body: (DatabasePool) async throws -> Void) async throws {
        try await withPool(on: PrivatePostgreSQL.shared.makeDatabase()) { pool in
            try await SchemaInstaller(pool: pool).install()
            try await body(pool)
        }
    }

    @Test("The grid of roles, tables and verbs is as meant")
    func grid() async throws {
        try await self.withSchema { pool in
            let rows = try await pool.query(
                """
                SELECT role, schemaname || '.' || tablename AS name, verb,
                       has_schema_privilege(role, schemaname, 'USAGE')
                           AND has_table_privilege(role, format('%I.%I', schemaname, tablename), verb) AS allowed
                FROM pg_tables, unnest($1::text[]) AS role, unnest($2::text[]) AS verb
                WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                """, [.textArray(ServiceRole.allCases.map(\.rawValue)), .textArray(Self.verbs)])
            #expect(rows.count >= 5 * 7 * 18)
            for row in rows {
                let role = try #require(ServiceRole(rawValue: try row.text("role")))
                let (name, verb) = (try row.text("name"), try row.text("verb"))
                let isAllowed = try row.bool("allowed")
                #expect(isAllowed == (Self.expected[role]?[name]?.contains(verb) == true), "\(role) \(verb) \(name)")
            }
        }
    }

    @Test("A few columns may be written where the table may not")
    func columns() async throws {
        try await self.withSchema { pool in
            let rows = try await pool.query(
                """
                SELECT role || ' ' || verb || ' ' || table_schema || '.' || table_name AS name, column_name::text AS column
                FROM information_schema.columns, unnest($1::text[]) AS role, unnest(ARRAY['INSERT', 'UPDATE', 'REFERENCES']) AS verb
                WHERE table_schema IN ('reference', 'aggregation', 'alerting', 'portal', 'public')
                  AND has_column_privilege(role, format('%I.%I', table_schema, table_name), column_name::text, verb)
                  AND NOT has_table_privilege(role, format('%I.%I', table_schema, table_name), verb)
                """, [.textArray(ServiceRole.allCases.map(\.rawValue))])
            let found = try rows.reduce(into: [String: Set<String>]()) { $0[try $1.text("name"), default: []].insert(try $1.text("column")) }
            #expect(found == Self.columns)
        }
    }

    @Test("Functions that run as the owner are for the role that needs them")
    func functions() async throws {
        try await self.withSchema { pool in
            let rows = try await pool.query(
                """
                SELECT p.oid::regprocedure::text AS name, role FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace, unnest($1::text[]) AS role
                WHERE n.nspname IN ('reference', 'aggregation', 'alerting', 'portal', 'public') AND p.prosecdef
                  AND has_schema_privilege(role, n.oid, 'USAGE') AND has_function_privilege(role, p.oid, 'EXECUTE')
                """, [.textArray(ServiceRole.allCases.map(\.rawValue))])
            let found = try rows.map { "\(try $0.text("role")) \(try $0.text("name"))" }
            #expect(found == ["vigie_portal portal.seal_audit()"])
        }
    }

    @Test("No role is more than a role")
    func attributes() async throws {
        try await self.withSchema { pool in
            let rows = try await pool.query(
                """
                SELECT rolname::text AS name, rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication AS mighty,
                       has_schema_privilege(oid, 'public', 'CREATE') OR has_database_privilege(oid, current_database(), 'CREATE, TEMP') AS creates,
                       has_database_privilege(oid, current_database(), 'CONNECT') AS connects
                FROM pg_roles WHERE rolname = ANY($1)
                """, [.textArray(ServiceRole.allCases.map(\.rawValue))])
            #expect(rows.count == ServiceRole.allCases.count)
            for row in rows {
                let flags = [try row.bool("mighty"), try row.bool("creates"), try row.bool("connects")]
                let name = try row.text("name")
                #expect(flags == [false, false, true], "\(name)")
            }
            let guest = try await pool.query("SELECT has_database_privilege('pg_monitor', current_database(), 'CONNECT')").one()
            #expect(try !guest.bool(0))
        }
    }

    @Test("The aggregation role can do its work: append, change a state, sweep its outbox; and not rewrite the ledger")
    func work() async throws {
        let server = try await PrivatePostgreSQL.start()
        try await withPool(on: server.url) { try await SchemaInstaller(pool: $0).install(passwords: [.aggregation: "a"]) }
        let pool = DatabasePool(
            address: try DatabaseAddress(url: server.url).with(user: "vigie_aggregation", password: "a"), name: "tests", logger: quiet)
        try await pool.execute(
            """
            INSERT INTO aggregation.ledger (commune, id, revision, day, place, cause, deaths, withdrawn, state, fingerprint, key_id, received_at)
            VALUES ('56260', gen_random_uuid(), 1, '2026-01-01', 1, 1, 2, false, 1, '\\x00', 'k', now())
            """)
        #expect(try await pool.execute("UPDATE aggregation.ledger SET state = 2") == 1)
        let outbox = try Outbox(schema: "aggregation")
        let message = OutboxMessage(exchange: "e", routingKey: "r", messageID: Array(repeating: 1, count: 16), type: "t", body: [])
        _ = try await pool.transaction { try await outbox.append([message], in: $0) }
        let swept = try await OutboxRelay(pool: pool, outbox: outbox, age: .zero) { $0.map { _ in true } }.sweep()
        #expect(swept == 1)
        for sql in [
            "UPDATE aggregation.ledger SET deaths = 0", "DELETE FROM aggregation.ledger", "TRUNCATE aggregation.ledger",
            "SELECT * FROM reference.api_key", "SELECT * FROM alerting.alert", "CREATE TABLE public.x (n int)", "CREATE TEMP TABLE x (n int)",
        ] {
            let error = await #expect(throws: DatabaseError.self) { try await pool.execute(sql) }
            #expect(error?.code == .denied, "\(sql)")
        }
        await pool.close()
        try await server.stop()
    }
}
