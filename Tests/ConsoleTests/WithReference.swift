import Logging
import Persistence
import Schema
import TestBench

/// Gives `body` a pool on a database of its own with all tables in it, and closes it afterwards.
func withReference(_ body: (DatabasePool) async throws -> Void) async throws {
    try await withReference(on: try await PrivatePostgreSQL.shared.makeDatabase(), body)
}

/// The same on a database that is there.
func withReference(on url: String, _ body: (DatabasePool) async throws -> Void) async throws {
    let pool = DatabasePool(
        address: try DatabaseAddress(url: url), name: "tests",
        options: DatabaseOptions().statementTimeout(.seconds(60)), logger: Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }))
    do {
        try await SchemaInstaller(pool: pool).install()
        try await body(pool)
        await pool.close()
    } catch {
        await pool.close()
        throw error
    }
}
