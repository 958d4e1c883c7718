import ArgumentParser

/// Looks after dead letters.
struct DeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead", abstract: "Shows messages that could not be treated, and sends them back once the cause is mended.",
        subcommands: [DeadListCommand.self, DeadReplayCommand.self])
}
