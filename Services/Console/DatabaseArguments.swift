import ArgumentParser
import Logging
import Persistence

/// The command-line options that tell where the database is.
struct DatabaseArguments: ParsableArguments {
    @Option(help: "PostgreSQL, as owner: postgresql://… (default: VIGIE_DATABASE_URL, or the file VIGIE_DATABASE_URL_FILE)")
    var databaseURL: String?

    /// Runs `body` with a connection to the database.
    func withPool<Result>(_ body: (DatabasePool) async throws -> Result) async throws -> Result {
        let url = try ConsoleEnvironment().required(self.databaseURL, option: "database-url", key: "VIGIE_DATABASE_URL")
        // An import or a rebuild may take its time; whoever typed the command can interrupt it.
        var options = DatabaseOptions().statementTimeout(.seconds(900))
        options.lockTimeout = .seconds(15)
        options.idleInTransactionTimeout = .seconds(120)
        let pool = DatabasePool(
            address: try DatabaseAddress(url: url), size: 2, name: "vigiectl", options: options, logger: ConsoleLog.logger)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            if (error as? DatabaseError)?.sqlState == "42P01" {
                throw ConsoleError("the database does not hold the tables of this version yet: run vigiectl migrate")
            }
            throw error
        }
    }
}
