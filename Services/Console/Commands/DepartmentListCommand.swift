import Accounts
import ArgumentParser
import Mortality

/// Lists how far departments are.
struct DepartmentListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists departments: open, paused or closed, and how many communes have come.",
        discussion: "ACCOUNTS, USED, SIGNED IN and DECLARED count communes: with an account, with a used code, seen once, declared once.")

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let (departments, declared) = try await self.database.withPool { pool in
            (try await DepartmentProgressStore(pool: pool).departments(), try await DeclaredCommunesStore(pool: pool).counts())
        }
        var table = Table("CODE", "NAME", "STATE", "SINCE", "COMMUNES", "ACCOUNTS", "USED", "SIGNED IN", "DECLARED", "WORD")
        for department in departments {
            table.append(
                department.code.text, department.name, department.life?.state.rawValue ?? "loaded",
                department.life.map { String($0.since.text.prefix(16)) } ?? "", "\(department.communes)", "\(department.accounts)",
                "\(department.redeemed)",
                "\(department.signedIn)", "\(declared[department.code] ?? 0)", department.life?.word ?? "")
        }
        print(table.text(orElse: "No department is loaded: vigiectl department open CODE --data FOLDER."))
    }
}
