import Accounts
import ArgumentParser
import Mortality

/// Moves a clerk to another commune.
struct AccountMoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Moves a clerk from one commune to another; the sessions end.")

    @OptionGroup var account: AccountArgument
    @Option(help: "The commune's code that the account is a clerk of.") var from: String
    @Option(help: "The commune's code that it will be a clerk of.") var to: String
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let (from, to) = (try CommuneCode(self.from), try CommuneCode(self.to))
        let account = try await self.database.withPool { pool in
            let store = AccountStore(pool: pool)
            let account = try await self.account.find(store)
            try await store.move(account.id, from: from, to: to, by: ConsoleAuthor.current())
            return account
        }
        print("\(account.login) is a clerk of commune \(to), and of \(from) no more.")
    }
}
