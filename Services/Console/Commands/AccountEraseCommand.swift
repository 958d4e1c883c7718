import Accounts
import ArgumentParser
import Foundation

/// Erases what is kept of a person.
struct AccountEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erases a person: login, name, addresses, password, sessions, roles. It cannot be undone.",
        discussion: """
            The account's identity stays, as a pseudonym: in the ledger of what was declared, and in the audit until that is sealed. \
            To keep somebody out for now, disable the account instead.
            """)

    @OptionGroup var account: AccountArgument
    @Flag(help: "Says that this is meant.") var yes = false
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let account = try await self.database.withPool { pool in
            let store = AccountStore(pool: pool)
            let account = try await self.account.find(store)
            guard self.yes else {
                throw ConsoleError("this would erase \(account.name) (\(account.login)), and cannot be undone; say --yes if it is meant")
            }
            try await store.erase(account.id, by: ConsoleAuthor.current())
            return account
        }
        print("The account \(account.id) is erased; its identity stays as a pseudonym.")
    }
}

/// Writes out what is kept of a person.
struct AccountExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Prints everything that is kept about one account, as JSON, for the person it is about.")

    @OptionGroup var account: AccountArgument
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let export = try await self.database.withPool { pool in
            let store = AccountStore(pool: pool)
            return try await store.export(try await self.account.find(store).id, by: ConsoleAuthor.current())
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(export), as: UTF8.self))
    }
}
