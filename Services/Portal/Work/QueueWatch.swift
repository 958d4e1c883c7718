import Contracts
import Logging
import Messaging
import Runtime

/// Looks at the broker's queues when somebody wants to know, and remembers what it saw for a few seconds.
actor QueueWatch {
    private static let freshFor: Duration = .seconds(5)

    private let main: QueueInspector
    /// Where questions between services go.
    private let questions: QueueInspector
    private let logger: Logger
    private var seen: (queues: HouseQueues?, at: ContinuousClock.Instant)?

    init(main: QueueInspector, questions: QueueInspector, logger: Logger) {
        self.main = main
        self.questions = questions
        self.logger = logger
    }

    /// What the broker says; nothing when it does not answer.
    func look() async -> HouseQueues? {
        if let seen, ContinuousClock.now - seen.at < Self.freshFor { return seen.queues }
        var queues: HouseQueues?
        do {
            let main = try await self.main.look(at: HouseQueues.names.flatMap { [$0, Names.Queue.dead(of: $0)] })
            let questions = try await self.questions.look(at: HouseQueues.answering.map { Names.Queue.rpc($0) })
            queues = HouseQueues(main: main, questions: questions)
        } catch {
            self.logger.warning("the broker's queues could not be looked at", metadata: ["error": "\(error)"])
        }
        self.seen = (queues, .now)
        return queues
    }
}
