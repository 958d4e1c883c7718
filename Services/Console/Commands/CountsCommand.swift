import ArgumentParser

/// Looks after the counts.
struct CountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counts", abstract: "Compares the counts with the ledger, and derives them anew.", subcommands: [CountsRebuildCommand.self])
}
