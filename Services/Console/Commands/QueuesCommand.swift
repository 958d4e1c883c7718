import ArgumentParser

/// Shows how full the queues are.
struct QueuesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "queues", abstract: "Shows how many messages wait in each queue.")

    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        var table = Table("QUEUE", "WAITING", "IN WORK", "CONSUMERS")
        let management = try self.broker.management
        for queue in try await management.queues() + management.queues(in: try self.broker.rpcHost) {
            table.append(
                queue.name, queue.ready.map { "\($0)" } ?? "?", queue.unacknowledged.map { "\($0)" } ?? "?", queue.consumers.map { "\($0)" } ?? "?")
        }
        print(table.text(orElse: "There are no queues: vigiectl migrate."))
    }
}
