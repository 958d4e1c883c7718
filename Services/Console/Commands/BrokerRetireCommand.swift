import ArgumentParser

/// Deletes users of before.
struct BrokerRetireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Deletes the users that RabbitMQ brings along or that a version before used.",
        discussion: "To be done once every service runs with a user of its own: whoever still connects as one of these loses its connection.")

    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        let retired = try await self.broker.setup.retire()
        print(retired.isEmpty ? "RabbitMQ: no user of before is left." : "RabbitMQ: deleted \(retired.joined(separator: ", ")).")
    }
}
