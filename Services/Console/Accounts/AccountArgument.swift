import Accounts
import ArgumentParser
import Mortality

/// The command-line argument that names the account a command is about.
struct AccountArgument: ParsableArguments {
    @Argument(help: "The login, or the account's identity.")
    var account: String

    /// Finds the account by its id or its login; throws when there is none.
    func find(_ store: AccountStore) async throws -> Account {
        let found: Account?
        if let id = try? AccountID(self.account) {
            found = try await store.account(id)
        } else {
            found = try await store.account(login: try Login(self.account))
        }
        guard let found else { throw ConsoleError("there is no account \(self.account); vigiectl account list shows those there are") }
        return found
    }
}
