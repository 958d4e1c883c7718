import Contracts
public import Messaging

/// The one description of Vigie's exchanges, queues, bindings and limits: created by `vigiectl migrate`, checked by every
/// service at its start.
public enum VigieTopology {
    /// Queues whose messages are treated by a service, each with its dead letters.
    private static let queues = [Names.Queue.declarations, Names.Queue.alertingCounts]

    /// The exchanges, queues and bindings.
    public static var topology: Topology {
        var topology = Topology(
            exchanges: [
                .init(Names.Exchange.declarations, .direct), .init(Names.Exchange.events, .topic), .init(Names.Exchange.dead, .direct),
            ],
            bindings: [
                .init(
                    exchange: Names.Exchange.declarations, routingKey: Names.RoutingKey.declaration,
                    queue: Names.Queue.declarations),
                .init(
                    exchange: Names.Exchange.events, routingKey: Names.RoutingKey.anyCountsChanged,
                    queue: Names.Queue.alertingCounts),
            ])
        for queue in self.queues {
            let dead = Names.Queue.dead(of: queue)
            topology.queues += [.init(queue), .init(dead)]
            topology.bindings.append(.init(exchange: Names.Exchange.dead, routingKey: queue, queue: dead))
        }
        return topology
    }

    /// The limits of the queues, as policies, so that they can change while the queues are in use.
    ///
    /// A declaration is refused by Ingest when its queue is full (`reject-publish`), never dropped; a message that was
    /// delivered twenty times goes to the dead letters, at least once. Without limit and dead letters a message that
    /// nobody can treat would be delivered for ever, or deleted.
    ///
    /// What a consumer held whose node went down is given to others after a second. RabbitMQ 4.3 waits a minute unless told; versions
    /// that do not know the setting give it back at once.
    public static var policies: [Policy] {
        self.queues.map { queue in
            Policy(
                name: queue, pattern: "^\(queue.replacing(".", with: "\\."))$", priority: 10,
                definition: [
                    "max-length": .number(queue == Names.Queue.declarations ? 2_000_000 : 500_000),
                    "overflow": .text("reject-publish"), "delivery-limit": .number(20),
                    "dead-letter-exchange": .text(Names.Exchange.dead), "dead-letter-routing-key": .text(queue),
                    "dead-letter-strategy": .text("at-least-once"),
                ],
                whereKnown: ["consumer-disconnected-timeout": .number(1_000)])
        }
    }
}
