import Foundation
import Logging
import Persistence

/// What has been counted, looked at in PostgreSQL.
struct Ledger {
    let pool: DatabasePool

    /// Runs `body` with a connection to a house's database.
    static func open<Result>(_ url: String, _ body: (Ledger) async throws -> Result) async throws -> Result {
        let pool = DatabasePool(
            address: try DatabaseAddress(url: url), size: 1, name: "bench", logger: Logger(label: "bench", factory: { _ in SwiftLogNoOpLogHandler() }))
        do {
            let result = try await body(Ledger(pool: pool))
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }

    /// The deaths of all counts.
    func deaths() async throws -> Int {
        try await self.pool.query("SELECT coalesce(sum(deaths), 0)::bigint FROM aggregation.count_cell").one().int(0)
    }

    /// Waits until the counts hold so many deaths.
    ///
    /// - Throws: `BenchError` when they do not within two minutes.
    func await(_ deaths: Int) async throws {
        let end = ContinuousClock.now + .seconds(120)
        while try await self.deaths() < deaths {
            guard ContinuousClock.now < end else { throw BenchError("the counts hold \(try await self.deaths()) deaths, not \(deaths)") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
