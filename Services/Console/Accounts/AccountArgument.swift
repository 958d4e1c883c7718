import Accounts
import ArgumentParser
import Mortality

/// Whose account is meant.
struct AccountArgument: ParsableArguments {
    @Argument(help: "The login, or the account's identity.")
    var account: String

    /// Finds it.
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
