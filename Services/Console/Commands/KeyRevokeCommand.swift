import ArgumentParser

/// Revokes a key.
struct KeyRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revokes a key; services refuse it within a minute.")

    @Argument(help: "Its eight-digit id, as key list shows it.") var id: String
    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let wasOpen = try await self.database.withPool { try await KeyStore(pool: $0).revoke(self.id) }
        print(wasOpen ? "Key \(self.id) is revoked." : "Key \(self.id) was revoked before.")
    }
}
