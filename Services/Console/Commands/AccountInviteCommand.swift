import Accounts
import ArgumentParser

/// Makes a new invitation for an account.
struct AccountInviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Prints a new code for an account that has not set a password, or has forgotten it.",
        discussion: "The code before opens nothing any more. A password that is there stays until the code is used: reset takes it away.")

    @OptionGroup var account: AccountArgument
    @OptionGroup var invitation: InvitationArguments
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let secret = try self.invitation.secret
        let (account, invited) = try await self.database.withPool { pool in
            let account = try await self.account.find(AccountStore(pool: pool))
            return (account, try await InvitationStore(pool: pool, secret: secret).renew(account.id, by: ConsoleAuthor.current()))
        }
        try self.invitation.show(invited, login: account.login.text)
    }
}
