import Accounts
import ArgumentParser

/// Creates a key and shows it, this once.
struct KeyCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Creates a key and prints it. It is stored hashed: nobody can print it again.",
        discussion: "Services know it within ten seconds. Only the key goes to the standard output.")

    @Option(help: "Covers a department, such as 56.") var department: String?
    @Option(help: "Covers a commune, such as 56260.") var commune: String?
    @Flag(help: "Covers everything.") var all = false
    @Option(help: "One or several of read, write and alert (may act upon alerts), parted by commas.") var scope = "read,write"
    @Flag(help: "May declare for days longer ago than two years.") var mayBackdate = false
    @Option(name: .customLong("rate"), help: "Requests a second that it may make (default: the service's own limit).") var ratePerSecond: Int?
    @Option(help: "Whose it is, for the list of keys.") var label = ""
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let grant = try KeyGrant(
            department: self.department, commune: self.commune, all: self.all, scope: self.scope, mayBackdate: self.mayBackdate,
            ratePerSecond: self.ratePerSecond, label: self.label)
        let key = APIKey()
        try await self.database.withPool { try await KeyStore(pool: $0).insert(key, grant) }
        ConsoleLog.say("Key \(key.id) covers \(grant.reachText). Keep it: it is not shown again.")
        print(key.text)
    }
}
