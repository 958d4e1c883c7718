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
