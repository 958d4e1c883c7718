public import Persistence

/// Brings a database to what this version of Vigie needs: roles, tables, grants. Running it again changes nothing.
///
/// It connects as the owner of the database, who may create roles and need not be a superuser.
public struct SchemaInstaller: Sendable {
    private let pool: DatabasePool

    /// Makes an installer that connects as the owner of the database.
    public init(pool: DatabasePool) { self.pool = pool }

    /// Applies what is missing, and answers the migrations that it applied.
    ///
    /// - Parameter passwords: the roles that may sign in from now on. A role without one keeps the password it has; a new
    ///   one cannot sign in.
    @discardableResult
    public func install(passwords: [ServiceRole: String] = [:]) async throws -> [Migration] {
        for role in ServiceRole.allCases { try await self.create(role) }
        let applied = try await Migrator(pool: self.pool).migrate(try Schema.migrations)
        for (role, password) in passwords.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try await self.allowSignIn(role, password)
        }
        try await self.closeDatabase()
        return applied
    }

    /// Creates a role where it is not there. Roles belong to the whole server, so others (another database's installation) may create it at
    /// the same time.
    private func create(_ role: ServiceRole) async throws {
        try await self.despiteOthers { transaction in
            try await transaction.script(
                """
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(role.rawValue)') THEN
                        CREATE ROLE \(role.rawValue) NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
                    END IF;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                END $$
                """)
        }
    }

    private func allowSignIn(_ role: ServiceRole, _ password: String) async throws {
        try await self.despiteOthers { transaction in
            // ALTER ROLE takes no parameters: the server itself quotes the password.
            let statement = try await transaction.query(
                "SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)", [.text(role.rawValue), .text(password)]
            ).one().text(0)
            try await transaction.script(statement)
        }
    }

    /// Lets only the services' roles connect, and nobody create objects in `public`.
    private func closeDatabase() async throws {
        try await self.despiteOthers { transaction in
            let database = try await transaction.query("SELECT quote_ident(current_database())").one().text(0)
            let roles = ServiceRole.allCases.map(\.rawValue).joined(separator: ", ")
            try await transaction.script(
                """
                REVOKE ALL ON DATABASE \(database) FROM PUBLIC;
                GRANT CONNECT ON DATABASE \(database) TO \(roles);
                REVOKE ALL ON SCHEMA public FROM PUBLIC
                """)
        }
    }

    /// Runs a transaction again as long as the server answers "tuple concurrently updated" (XX000), as it does when two change one shared row.
    private func despiteOthers(_ body: (Transaction) async throws -> Void) async throws {
        var attempt = 1
        while true {
            do {
                return try await self.pool.transaction(body)
            } catch let error as DatabaseError where error.sqlState == "XX000" && attempt < 100 {
                try await Task.sleep(for: .milliseconds(Double.random(in: 5..<50)))
                attempt += 1
            }
        }
    }
}
