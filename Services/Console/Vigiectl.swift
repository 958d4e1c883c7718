import ArgumentParser
import Foundation
import Logging

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

/// The failure of a command, in one sentence for whoever typed it.
struct ConsoleError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// The console's own log, which writes warnings to the standard error.
enum ConsoleLog {
    static let logger: Logger = {
        var logger = Logger(label: "vigiectl", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        return logger
    }()

    /// Writes a line to the standard error, for what is no part of the command's output.
    static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
