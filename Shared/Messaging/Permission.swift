/// What a user may do in a virtual host: regular expressions over the names of exchanges and queues. The default exchange's is
/// `amq.default`.
public struct Permission: Hashable, Sendable {
    public let user: String
    public let virtualHost: String
    /// What it may create and delete.
    public let configure: String
    /// What it may publish to, or bind.
    public let write: String
    /// What it may consume or purge, or bind to.
    public let read: String

    public init(user: String, virtualHost: String, configure: String, write: String, read: String) {
        self.user = user
        self.virtualHost = virtualHost
        self.configure = configure
        self.write = write
        self.read = read
    }
}

/// Which routing keys of a topic exchange a user may publish by, or bind with, once it may write to the exchange or read it.
public struct TopicPermission: Hashable, Sendable {
    public let user: String
    public let virtualHost: String
    public let exchange: String
    public let write: String
    public let read: String

    public init(user: String, virtualHost: String, exchange: String, write: String, read: String) {
        self.user = user
        self.virtualHost = virtualHost
        self.exchange = exchange
        self.write = write
        self.read = read
    }
}
