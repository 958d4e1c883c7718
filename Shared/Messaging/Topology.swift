/// Exchanges, queues and bindings: what must be there before anything is sent.
public struct Topology: Hashable, Sendable {
    /// A durable exchange.
    public struct Exchange: Hashable, Sendable {
        public enum Kind: String, Sendable { case direct, topic, fanout }
        public let name: String
        public let kind: Kind

        public init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// A durable quorum queue. Its limits are policies, so that they can change without declaring it anew.
    public struct Queue: Hashable, Sendable {
        public let name: String

        public init(_ name: String) { self.name = name }
    }

    /// What an exchange sends to a queue.
    public struct Binding: Hashable, Sendable {
        public let exchange: String
        public let routingKey: String
        public let queue: String

        public init(exchange: String, routingKey: String, queue: String) {
            self.exchange = exchange
            self.routingKey = routingKey
            self.queue = queue
        }
    }

    public var exchanges: [Exchange]
    public var queues: [Queue]
    public var bindings: [Binding]

    public init(exchanges: [Exchange] = [], queues: [Queue] = [], bindings: [Binding] = []) {
        self.exchanges = exchanges
        self.queues = queues
        self.bindings = bindings
    }
}
