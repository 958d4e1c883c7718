import Contracts
import Logging
import Messaging
import Runtime

/// What the broker says of the queues that declarations and their consequences take, and of who answers questions.
struct HouseQueues: Encodable, Hashable, Sendable {
    struct Queue: Encodable, Hashable, Sendable {
        let name: String
        let waiting: Int
        let consumers: Int
        /// What could not be treated; nothing when there is no such queue.
        let dead: Int?
    }

    struct Service: Encodable, Hashable, Sendable {
        let name: String
        /// How many instances take questions.
        let instances: Int
    }

    let queues: [Queue]
    let services: [Service]

    /// The queues that are asked for: those of the topology, which have dead letters beside them, and those of questions.
    static let names = VigieTopology.topology.queues.map(\.name).filter { !$0.hasPrefix("dead.") }
    static let answering = [AggregationMethods.service, AlertingMethods.service, MapRenderingMethods.service]

    init(queues: [Queue], services: [Service]) {
        self.queues = queues
        self.services = services
    }

    init(main: [QueueCondition], questions: [QueueCondition]) {
        let known = Dictionary((main + questions).map { ($0.name, $0) }) { first, _ in first }
        self.queues = Self.names.compactMap { name in
            known[name].map {
                Queue(name: name, waiting: $0.waiting, consumers: $0.consumers, dead: known[Names.Queue.dead(of: name)]?.waiting)
            }
        }
        self.services = Self.answering.map { Service(name: $0, instances: known[Names.Queue.rpc($0)]?.consumers ?? 0) }
    }
}

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
