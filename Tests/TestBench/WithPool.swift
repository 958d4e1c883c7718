public import Logging
public import Persistence

/// Gives `body` a pool on a database of its own, and closes the pool afterwards.
@discardableResult
public func withPool<Result>(
    size: Int = 4, options: DatabaseOptions = DatabaseOptions(), _ body: (DatabasePool) async throws -> Result
) async throws -> Result {
    try await withPool(on: PrivatePostgreSQL.shared.makeDatabase(), size: size, options: options, body)
}

/// Gives `body` a pool on an existing database, and closes the pool afterwards.
@discardableResult
public func withPool<Result>(
    on url: String, size: Int = 4, options: DatabaseOptions = DatabaseOptions(), _ body: (DatabasePool) async throws -> Result
) async throws -> Result {
    let pool = DatabasePool(address: try DatabaseAddress(url: url), size: size, name: "tests", options: options, logger: quiet)
    do {
        let result = try await body(pool)
        await pool.close()
        return result
    } catch {
        await pool.close()
        throw error
    }
}

/// A logger that writes nothing.
public let quiet: Logger = {
    var logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    return logger
}()
