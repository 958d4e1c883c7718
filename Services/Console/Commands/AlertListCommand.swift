import ArgumentParser

struct AlertListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists alerts: those open, then the newest.")

    @Option(help: "Of one department.")
    var department: String?

    @Option(help: "How many at most.")
    var limit = 50

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        guard (1...10_000).contains(self.limit) else { throw ConsoleError("--limit is a number from 1 to 10000") }
        let alerts = try await self.database.withPool { pool in
            try await AlertStore(pool: pool).alerts(of: self.department, limit: self.limit)
        }
        var table = Table("ID", "DEPARTMENT", "KIND", "LEVEL", "PEAK", "STATUS", "FROM", "TO", "DOSSIERS")
        for alert in alerts {
            table.append(
                alert.id, alert.department, alert.kind, alert.level, alert.peak, alert.status, alert.firstDay, alert.lastDay, "\(alert.dossiers)")
        }
        print(table.text(orElse: "There is no alert."))
    }
}
