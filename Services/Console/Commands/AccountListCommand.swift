import Accounts
import ArgumentParser
import Mortality

/// Lists accounts.
struct AccountListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists accounts, what they may do, and when they last signed in.")

    @Option(help: "Those that hold a role in this department or a commune of it; several times for several.") var department: [String] = []
    @Option(help: "Those that hold a role in exactly this territory, such as commune:56260.") var territory: String?
    @Option(help: "Those that hold this role.") var role: String?
    @Option(help: "active, invited or disabled.") var state: String?
    @Option(help: "Those whose login or name begin so.") var search: String?
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let filter = try self.filter
        let accounts = try await self.database.withPool { pool in
            let store = AccountStore(pool: pool)
            var accounts: [Account] = []
            while true {
                let page = try await store.list(filter, after: accounts.last?.login, limit: 500)
                accounts += page
                guard page.count == 500 else { return accounts }
            }
        }
        print(Self.text(accounts))
    }

    var filter: AccountFilter {
        get throws {
            var filter = AccountFilter(text: self.search)
            if !self.department.isEmpty { filter.departments = Set(try self.department.map { try DepartmentCode($0) }) }
            filter.territory = try self.territory.map { try Territory($0) }
            filter.role = try self.role.map { text in
                guard let role = Role(rawValue: text) else {
                    throw ConsoleError("there is no role \(text); there are \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                return role
            }
            filter.state = try self.state.map { text in
                guard let state = AccountFilter.State(rawValue: text) else { throw ConsoleError("--state is active, invited or disabled") }
                return state
            }
            return filter
        }
    }

    static func text(_ accounts: [Account]) -> String {
        var table = Table("LOGIN", "NAME", "MAY", "STATE", "SECOND FACTOR", "LAST SIGN-IN", "ID")
        for account in accounts {
            table.append(
                account.login.text, account.name, account.grants.sorted().map { GrantArgument.text($0) }.joined(separator: ","),
                self.state(account), account.hasSecondFactor ? "yes" : account.access.needsSecondFactor ? "due" : "-",
                account.lastSignInAt.map { self.minute($0) } ?? "never", account.id.description)
        }
        return table.text(orElse: "There is no such account: vigiectl account create.")
    }

    private static func state(_ account: Account) -> String {
        if account.disabledAt != nil { return "disabled" }
        if let end = account.invitationExpiresAt { return "invited until \(self.minute(end))" }
        return (account.hasPassword || account.hasIdentity ? "active" : "without password") + (account.isDemo ? ", demo" : "")
    }

    /// Returns the moment to the minute, in UTC.
    private static func minute(_ instant: Instant) -> String { String(instant.text.prefix(16)).replacing("T", with: " ") }
}
