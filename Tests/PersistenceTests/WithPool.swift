import Logging
import Persistence
import TestBench

/// Gives `body` a pool on a database of its own, and closes it afterwards.
@discardableResult
func withPool<Result>(
    size: Int = 4, options: DatabaseOptions = DatabaseOptions(), _ body: (DatabasePool) async throws -> Result
) async throws -> Result {
    try await withPool(on: PrivatePostgreSQL.shared.makeDatabase(), size: size, options: options, body)
}

/// The same on a database that is there already.
@discardableResult
func withPool<Result>(
    on url: String, size: Int = 4, options: DatabaseOptions = DatabaseOptions(), _ body: (DatabasePool) async throws -> Result
) async throws -> Result {
    let pool = DatabasePool(
        address: try DatabaseAddress(url: url), size: size, name: "tests", options: options, logger: quiet)
    do {
        let result = try await body(pool)
        await pool.close()
        return result
    } catch {
        await pool.close()
        throw error
    }
}

/// A logger that says nothing.
let quiet: Logger = {
    var logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    return logger
}()
