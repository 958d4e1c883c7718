import ArgumentParser

/// Looks after people's accounts.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "People's accounts: creates and lists them, changes what they may do, disables, erases.",
        discussion: """
            What is changed stands in the audit, with who ran the command. Taking a role, disabling, moving and resetting end the \
            account's sessions, and Ingest refuses its tokens within a minute.
            """,
        subcommands: [
            AccountCreateCommand.self, AccountListCommand.self, AccountRolesCommand.self, AccountInviteCommand.self, AccountResetCommand.self,
            AccountMoveCommand.self, AccountDisableCommand.self, AccountEnableCommand.self, AccountExportCommand.self, AccountEraseCommand.self,
        ])
}

struct AlertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "Alerts: lists them, computes again what they were judged from, sets budgets of false alarms.",
        subcommands: [AlertListCommand.self, AlertVerifyCommand.self, AlertBudgetCommand.self])
}

/// Looks after the audit.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The audit: follows its chain of hashes, and writes it out.",
        subcommands: [AuditVerifyCommand.self, AuditExportCommand.self])
}

/// Looks after the broker's users.
struct BrokerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker", abstract: "Shows what each user of RabbitMQ may do, and takes leave of users of before.",
        subcommands: [BrokerRightsCommand.self, BrokerRetireCommand.self])
}

/// Looks after the counts.
struct CountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counts", abstract: "Compares the counts with the ledger, and derives them anew.", subcommands: [CountsRebuildCommand.self])
}

/// Looks after dead letters.
struct DeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead", abstract: "Shows messages that could not be treated, and sends them back once the cause is mended.",
        subcommands: [DeadListCommand.self, DeadReplayCommand.self])
}

/// Opens departments, and ends or interrupts their declaring.
struct DepartmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "department", abstract: "Opens a department, pauses, resumes and closes it, and lists how far departments are.",
        subcommands: [
            DepartmentOpenCommand.self, DepartmentPauseCommand.self, DepartmentResumeCommand.self, DepartmentCloseCommand.self, DepartmentListCommand.self,
        ])
}

/// Loads departments, communes and their past.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Loads departments: communes, shapes, populations, past deaths.",
        discussion: "The same import twice changes nothing.", subcommands: [ImportExerciseCommand.self, ImportDepartmentCommand.self])
}

/// Looks after API keys.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Creates, lists and revokes API keys.",
        subcommands: [KeyCreateCommand.self, KeyListCommand.self, KeyRevokeCommand.self])
}
