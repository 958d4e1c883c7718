import ArgumentParser

/// Looks after the broker's users.
struct BrokerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker", abstract: "Shows what each user of RabbitMQ may do, and takes leave of users of before.",
        subcommands: [BrokerRightsCommand.self, BrokerRetireCommand.self])
}
