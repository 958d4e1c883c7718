import Accounts
import ArgumentParser
import Mortality

/// Changes what an account may do.
struct AccountRolesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles", abstract: "Gives roles to an account and takes them; without options, shows them.",
        discussion: "Where a role is taken the account's sessions end, and all of Vigie knows within a minute.")

    @OptionGroup var account: AccountArgument
    @Option(help: "ROLE@TERRITORY to give; several times for several.") var add: [String] = []
    @Option(help: "ROLE@TERRITORY to take; several times for several.") var remove: [String] = []
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let (given, taken) = (try GrantArgument.grants(self.add), try GrantArgument.grants(self.remove))
        guard given.isDisjoint(with: taken) else { throw ConsoleError("the same role is both to give and to take") }
        let (account, grants) = try await self.database.withPool { pool in
            let store = AccountStore(pool: pool)
            let account = try await self.account.find(store)
            for grant in taken.sorted() where !account.grants.contains(grant) {
                throw ConsoleError("\(account.login) does not hold \(GrantArgument.text(grant))")
            }
            guard !given.isEmpty || !taken.isEmpty else { return (account, account.grants) }
            return (account, try await store.changeGrants(of: account.id, adding: given, removing: taken, by: ConsoleAuthor.current()))
        }
        let words = grants.sorted().map { GrantArgument.text($0) }.joined(separator: ", ")
        print("\(account.login) holds \(words.isEmpty ? "no role: it can do nothing" : words).")
    }
}
