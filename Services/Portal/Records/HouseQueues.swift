import Contracts
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

/// Whether something that a service needs is there, as people who run the house are told.
struct HouseCondition: Encodable, Sendable {
    let service: String
    let name: String
    let isMet: Bool
    let detail: String
}
