import Accounts
import ArgumentParser

/// Disables an account.
struct AccountDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Keeps an account from signing in; its sessions end, and its tokens within a minute.")

    @OptionGroup var account: AccountArgument
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let (account, wasOpen) = try await self.database.withPool { pool in
            let store = AccountStore(pool: pool)
            let account = try await self.account.find(store)
            return (account, try await store.disable(account.id, by: ConsoleAuthor.current()))
        }
        print(wasOpen ? "\(account.login) is disabled." : "\(account.login) was disabled before.")
    }
}

/// Enables an account again.
struct AccountEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Lets a disabled account sign in again, with the password it had.")

    @OptionGroup var account: AccountArgument
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let (account, wasDisabled) = try await self.database.withPool { pool in
            let store = AccountStore(pool: pool)
            let account = try await self.account.find(store)
            return (account, try await store.enable(account.id, by: ConsoleAuthor.current()))
        }
        print(wasDisabled ? "\(account.login) is enabled." : "\(account.login) was not disabled.")
        if !account.hasPassword && !account.hasIdentity { print("It has no password: vigiectl account invite \(account.login).") }
    }
}
