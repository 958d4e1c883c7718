import ArgumentParser
import Contracts

/// Sends dead letters back.
struct DeadReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Sends a queue's dead letters back to it.",
        discussion: "Each is published and confirmed before it leaves the dead letters: interrupted, it is there twice rather than not at all, and counts once."
    )

    @Argument(help: "The queue they come from, such as \(Names.Queue.declarations).") var queue: String
    @Option(help: "Stop after about so many (default: as many as there are now).") var limit: Int?
    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        let dead = Names.Queue.dead(of: self.queue)
        guard let waiting = try await self.broker.management.queues().first(where: { $0.name == dead })?.messages else {
            throw ConsoleError("there are no dead letters of \(self.queue): no queue \(dead)")
        }
        // What cannot be treated now either comes back to the dead letters: it must not go round for ever.
        let limit = Swift.min(self.limit ?? waiting, waiting)
        let replayed = try await DeadLetterReplay(address: try self.broker.address).run(queue: self.queue, limit: limit)
        print("\(replayed) \(replayed == 1 ? "message" : "messages") sent back to \(self.queue).")
    }
}
