/// The exchanges, queues and bindings that must be there before anything is sent.
public struct Topology: Hashable, Sendable {
    /// A durable exchange.
    public struct Exchange: Hashable, Sendable {
        /// How an exchange routes: by the same key, by a pattern of words, or to every queue that is bound.
        public enum Kind: String, Sendable { case direct, topic, fanout }
        /// The exchange's name.
        public let name: String
        /// How it routes.
        public let kind: Kind

        /// Names a durable exchange and how it routes.
        public init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// A durable quorum queue. Its limits are policies, so that they can change without declaring it anew.
    public struct Queue: Hashable, Sendable {
        /// The queue's name.
        public let name: String

        /// Names a durable quorum queue.
        public init(_ name: String) { self.name = name }
    }

    /// A rule by which an exchange sends messages to a queue.
    public struct Binding: Hashable, Sendable {
        /// The exchange that sends.
        public let exchange: String
        /// The routing key, or for a topic exchange the pattern, of what it sends.
        public let routingKey: String
        /// The queue that it sends to; empty where a consumer's own exclusive queue is meant.
        public let queue: String

        /// Binds a queue to an exchange.
        public init(exchange: String, routingKey: String, queue: String) {
            self.exchange = exchange
            self.routingKey = routingKey
            self.queue = queue
        }
    }

    /// The exchanges that must be there.
    public var exchanges: [Exchange]
    /// The queues that must be there.
    public var queues: [Queue]
    /// The bindings that must be there.
    public var bindings: [Binding]

    /// Makes a topology of what must be there.
    public init(exchanges: [Exchange] = [], queues: [Queue] = [], bindings: [Binding] = []) {
        self.exchanges = exchanges
        self.queues = queues
        self.bindings = bindings
    }
}
