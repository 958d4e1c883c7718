import ArgumentParser

/// Derives states, declarations, cells and reports from the ledger.
struct CountsRebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Derives the counts from the ledger, prints every difference, and repairs it.",
        discussion: "With --check nothing is repaired, and the exit code is 1 when there is a difference.")

    @Flag(help: "Only compare.")
    var check = false

    @OptionGroup var database: DatabaseArguments

    func run() async throws {
        let differences = try await self.database.withPool { pool in
            self.check ? try await CountsAudit(pool: pool).differences() : try await CountsRebuild(pool: pool).run()
        }
        for difference in differences { print(difference) }
        guard !differences.isEmpty else { return print("The counts follow from the ledger: no difference.") }
        print("\(differences.count) \(differences.count == 1 ? "difference" : "differences")\(self.check ? "" : ", repaired").")
        if self.check { throw ExitCode(1) }
    }
}
