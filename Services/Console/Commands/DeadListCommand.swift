import ArgumentParser
import Contracts

/// Shows dead letters.
struct DeadListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows dead letters with their reason and the queue they come from; they stay where they are.")

    @Option(help: "Show at most so many of each queue.") var limit = 50
    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        let management = try self.broker.management
        var table = Table("QUEUE", "TYPE", "MESSAGE", "AUTHOR", "BYTES", "REASON")
        for queue in try await management.queues() where queue.name.hasPrefix(Names.Queue.dead(of: "")) && queue.messages != 0 {
            for letter in try await management.peek(queue.name, count: self.limit) {
                table.append(letter.originQueue, letter.type, letter.messageID, letter.author, "\(letter.size)", letter.reason)
            }
        }
        print(table.text(orElse: "There are no dead letters."))
    }
}
