/// What a user may do in a virtual host, as regular expressions over the names of exchanges and queues. The default exchange's name is
/// `amq.default`.
public struct Permission: Hashable, Sendable {
    /// The user whose rights these are.
    public let user: String
    /// The virtual host that they hold in.
    public let virtualHost: String
    /// The exchanges and queues that it may create and delete.
    public let configure: String
    /// The exchanges that it may publish to, and the queues that it may bind.
    public let write: String
    /// The queues that it may consume or purge, and the exchanges that it may bind them to.
    public let read: String

    /// Makes a permission of three regular expressions, which the broker judges.
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
    /// The user whose rights these are.
    public let user: String
    /// The virtual host that they hold in.
    public let virtualHost: String
    /// The topic exchange that they hold for.
    public let exchange: String
    /// A regular expression over the routing keys that the user may publish with.
    public let write: String
    /// A regular expression over the routing keys that the user may bind a queue with.
    public let read: String

    /// Makes a permission of two regular expressions, which the broker judges.
    public init(user: String, virtualHost: String, exchange: String, write: String, read: String) {
        self.user = user
        self.virtualHost = virtualHost
        self.exchange = exchange
        self.write = write
        self.read = read
    }
}
