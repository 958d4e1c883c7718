import Accounts
import ArgumentParser

/// Shows and sets how long things are kept.
struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Shows how long the audit is kept, or sets it.",
        discussion: "What is older is removed by Portal day by day; a seal with hash, count and range stays, from which the chain goes on.")

    @Option(help: "How many months the audit is kept, from 1 to 120.") var auditMonths: Int?
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let months = try await self.database.withPool { pool in
            let store = AuditStore(pool: pool)
            if let auditMonths { try await store.setRetention(months: auditMonths, by: ConsoleAuthor.current()) }
            return try await store.retention()
        }
        print("The audit is kept for \(months) \(months == 1 ? "month" : "months").")
    }
}
