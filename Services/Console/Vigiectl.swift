import ArgumentParser

/// `vigiectl`, the console of whoever runs Vigie.
@main
struct Vigiectl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vigiectl", abstract: "Prepares and looks after a Vigie: schema, reference data, keys, accounts, counts, queues.",
        subcommands: [
            MigrateCommand.self, ImportCommand.self, DepartmentsCommand.self, DepartmentCommand.self, KeyCommand.self, CountsCommand.self,
            QueuesCommand.self, BrokerCommand.self,
            DeadCommand.self, ReplayCommand.self, StatisticsCommand.self, AlertCommand.self,
            AccountCommand.self, AuditCommand.self, BannerCommand.self, RetentionCommand.self,
        ])
}
