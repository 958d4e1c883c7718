import Persistence
import Schema
import TestBench

/// Gives `body` a pool on a database of its own with all tables in it, and closes it afterwards.
func withReference(_ body: (DatabasePool) async throws -> Void) async throws {
    try await withReference(on: try await PrivatePostgreSQL.shared.makeDatabase(), body)
}

/// The same on a database that is there.
func withReference(on url: String, _ body: (DatabasePool) async throws -> Void) async throws {
    try await withPool(on: url, options: DatabaseOptions().statementTimeout(.seconds(60))) { pool in
        try await SchemaInstaller(pool: pool).install()
        try await body(pool)
    }
}
