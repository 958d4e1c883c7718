import ArgumentParser

/// Looks after the audit.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The audit: follows its chain of hashes, and writes it out.",
        subcommands: [AuditVerifyCommand.self, AuditExportCommand.self])
}
