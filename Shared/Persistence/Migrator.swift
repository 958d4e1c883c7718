import Logging

/// Applies migrations: each once, in order, one process at a time, also while the services work.
///
/// What was applied stands in `vigie_migrations` in the schema `public`. A session-level advisory lock on a connection
/// that is closed afterwards keeps two migrators apart; whoever does not get it asks again, rather than wait inside a
/// statement, whose snapshot would hold up `CREATE INDEX CONCURRENTLY`.
public struct Migrator: Sendable {
    private let pool: DatabasePool
    private let patience: Duration
    private static let lockKey: Int64 = 0x7669_6769_65

    /// Makes a migrator of the pool's role.
    ///
    /// - Parameter patience: how long to wait for another migrator, and in all for the locks of one migration.
    public init(pool: DatabasePool, patience: Duration = .seconds(60)) {
        self.pool = pool
        self.patience = patience
    }

    /// Applies the migrations that are pending and returns them.
    @discardableResult
    public func migrate(_ migrations: [Migration]) async throws -> [Migration] {
        try await self.pool.session { connection in
            try await self.lock(connection)
            _ = try await connection.run(script: Self.tableSQL, isShielded: false)
            let plan = try MigrationPlan(migrations, applied: try await self.applied(connection))
            for done in plan.unknown {
                self.pool.logger.notice("A newer version applied a migration", metadata: ["migration": "\(done.service) \(done.number) \(done.name)"])
            }
            for migration in plan.pending {
                try await self.apply(migration, connection)
                self.pool.logger.info("Migration applied", metadata: ["migration": "\(migration)"])
            }
            return plan.pending
        }
    }

    private func lock(_ connection: DatabaseConnection) async throws {
        let end = ContinuousClock.now + self.patience
        while try await !connection.run("SELECT pg_try_advisory_lock($1)", [.int8(Self.lockKey)]).one().bool(0) {
            guard .now < end else { throw DatabaseError(.lockTimedOut, "another migration is still running") }
            try await Task.sleep(for: .milliseconds(Double.random(in: 50..<150)))
        }
    }

    private func applied(_ connection: DatabaseConnection) async throws(DatabaseError) -> [MigrationPlan.Applied] {
        let rows = try await connection.run("SELECT service, number, name, checksum FROM public.vigie_migrations ORDER BY service, number")
        var applied: [MigrationPlan.Applied] = []
        for row in rows {
            applied.append(
                MigrationPlan.Applied(
                    service: try row.text("service"), number: try row.int("number"), name: try row.text("name"),
                    checksum: try row.text("checksum")))
        }
        return applied
    }

    /// Applies one migration. It waits for locks a second at a time, so that the queue behind it never grows long.
    private func apply(_ migration: Migration, _ connection: DatabaseConnection) async throws {
        let end = ContinuousClock.now + self.patience
        while true {
            do throws(DatabaseError) {
                if migration.runsOutsideTransaction {
                    _ = try await connection.run(script: migration.sql, isShielded: false)
                    _ = try await self.record(migration, connection)
                } else {
                    _ = try await connection.run(script: "BEGIN; SET LOCAL lock_timeout = 1000", isShielded: false)
                    _ = try await connection.run(script: migration.sql, isShielded: false)
                    _ = try await self.record(migration, connection)
                    guard try await connection.commit() else { throw DatabaseError(.migrationRefused, "it was rolled back") }
                }
                return
            } catch {
                _ = try? await connection.run(script: "ROLLBACK", isShielded: true)
                guard error.code == .lockTimedOut || error.code == .deadlock, .now < end else {
                    throw DatabaseError(error.code, "\(migration): \(error.message)", sqlState: error.sqlState)
                }
            }
            try await Task.sleep(for: .milliseconds(Double.random(in: 100..<500)))
        }
    }

    private func record(_ migration: Migration, _ connection: DatabaseConnection) async throws(DatabaseError) {
        _ = try await connection.run(
            "INSERT INTO public.vigie_migrations (service, number, name, checksum) VALUES ($1, $2, $3, $4)",
            [.text(migration.service), .int(migration.number), .text(migration.name), .text(migration.checksum)])
    }

    private static let tableSQL = """
        CREATE TABLE IF NOT EXISTS public.vigie_migrations (
            service text NOT NULL,
            number integer NOT NULL,
            name text NOT NULL,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (service, number)
        )
        """
}
