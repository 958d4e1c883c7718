import Accounts
import ArgumentParser

/// Takes an account's password away and invites anew.
struct AccountResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Takes a forgotten or stolen password away, ends the sessions, and prints a new code.",
        discussion: """
            With --second-factor the code alone opens the account, until its owner has set up a new one: make sure of who you speak to.
            """)

    @OptionGroup var account: AccountArgument
    @Flag(help: "Takes the second factor and its recovery codes away too.") var secondFactor = false
    @OptionGroup var invitation: InvitationArguments
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let secret = try self.invitation.secret
        let (account, invited) = try await self.database.withPool { pool in
            let account = try await self.account.find(AccountStore(pool: pool))
            let store = InvitationStore(pool: pool, secret: secret)
            return (account, try await store.reset(account.id, withSecondFactor: self.secondFactor, by: ConsoleAuthor.current()))
        }
        try self.invitation.show(invited, login: account.login.text)
    }
}
