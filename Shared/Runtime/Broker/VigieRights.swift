import Contracts
public import Messaging

/// The one description of what each user may do at the broker, which `vigiectl migrate` puts in force together with `VigieTopology`.
///
/// In the main virtual host nobody but `vigiectl` creates anything durable, nor writes to the default exchange, which reaches
/// every queue by name: declarations come through their exchange, by Ingest. Questions have a virtual host of their own, where
/// everybody must write to the default exchange (requests go by a queue's name, replies by RabbitMQ's direct reply-to); who may
/// ask what is checked by `RPCRouter`.
public struct VigieRights: Hashable, Sendable {
    /// The virtual host of exchanges and durable queues.
    public let main: String
    /// The virtual host of questions.
    public let rpc: String

    /// Describes the rights in two virtual hosts.
    public init(main: String, rpc: String) {
        self.main = main
        self.rpc = rpc
    }

    /// Users to be removed: those that an older version used, or that RabbitMQ brings along.
    public static let retired = ["guest", "vigie"]

    /// What each user may do in either virtual host.
    public var permissions: [Permission] { BrokerUser.allCases.flatMap { [self.inMain($0), self.inRPC($0)] } }

    private func inMain(_ user: BrokerUser) -> Permission {
        switch user {
        case .vigiectl:
            Permission(user: user.name, virtualHost: self.main, configure: Self.all, write: Self.all, read: Self.all)
        case .ingest:
            Permission(
                user: user.name, virtualHost: self.main, configure: Self.nothing, write: Self.only(Names.Exchange.declarations),
                read: Self.nothing)
        case .aggregation:
            self.consuming(Names.Queue.declarations, as: user)
        case .alerting:
            self.consuming(Names.Queue.alertingCounts, as: user)
        case .mapRendering, .portal:
            // Queues of its own, gone with its connection, bound to what changes.
            Permission(
                user: user.name, virtualHost: self.main, configure: "^\(Self.own(user))$", write: "^\(Self.own(user))$",
                read: "^(\(Self.own(user))|\(Self.escape(Names.Exchange.events)))$")
        }
    }

    /// The rights of a service that takes messages from its queue, publishes what changed, and publishes dead letters.
    private func consuming(_ queue: String, as user: BrokerUser) -> Permission {
        Permission(
            user: user.name, virtualHost: self.main, configure: Self.nothing, write: Self.only(Names.Exchange.events, Names.Exchange.dead),
            read: Self.only(queue))
    }

    private func inRPC(_ user: BrokerUser) -> Permission {
        switch user {
        case .vigiectl:
            Permission(user: user.name, virtualHost: self.rpc, configure: Self.all, write: Self.all, read: Self.all)
        case .ingest, .portal:
            Permission(user: user.name, virtualHost: self.rpc, configure: Self.nothing, write: Self.only("amq.default"), read: Self.nothing)
        case .aggregation, .alerting, .mapRendering:
            Permission(
                user: user.name, virtualHost: self.rpc, configure: Self.only(Names.Queue.rpc(user.name)), write: Self.only("amq.default"),
                read: Self.only(Names.Queue.rpc(user.name)))
        }
    }

    /// The routing keys that each service may use on the exchange of events. A user without a topic permission could use every key there, so
    /// each service has one.
    public var topicPermissions: [TopicPermission] {
        BrokerUser.services.map { user in
            switch user {
            case .aggregation: self.events(user, write: Self.keys(Names.RoutingKey.countsChanged))
            case .alerting: self.events(user, write: Self.keys(Names.RoutingKey.alertChanged))
            case .mapRendering, .portal:
                self.events(user, read: Self.only(Names.RoutingKey.anyCountsChanged, Names.RoutingKey.anyAlertChanged))
            case .ingest, .vigiectl: self.events(user)
            }
        }
    }

    private func events(_ user: BrokerUser, write: String = VigieRights.nothing, read: String = VigieRights.nothing) -> TopicPermission {
        TopicPermission(user: user.name, virtualHost: self.main, exchange: Names.Exchange.events, write: write, read: read)
    }

    // MARK: Patterns

    private static let all = ".*"
    /// The pattern that matches no name.
    public static let nothing = "^$"

    private static func only(_ names: String...) -> String { "^(\(names.map(Self.escape).joined(separator: "|")))$" }

    /// A pattern of the names of the queues that a user's connections declare for themselves.
    private static func own(_ user: BrokerUser) -> String { "\(Self.escape(user.name))\\.[0-9a-f]+" }

    /// A pattern of routing keys that name one department.
    private static func keys(_ key: (String) -> String) -> String { "^\(Self.escape(key("")))[0-9A-Z]+$" }

    private static func escape(_ name: String) -> String { name.replacing(".", with: "\\.").replacing("*", with: "\\*") }
}
