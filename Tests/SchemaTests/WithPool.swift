import Logging
import Persistence

/// Gives `body` a pool on a database that is there, and closes it afterwards.
@discardableResult
func withPool<Result>(on url: String, _ body: (DatabasePool) async throws -> Result) async throws -> Result {
    let pool = DatabasePool(address: try DatabaseAddress(url: url), name: "tests", logger: quiet)
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
let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
