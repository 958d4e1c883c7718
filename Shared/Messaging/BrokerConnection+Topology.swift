import CRabbitMQ
import Formats

extension BrokerConnection {
    private static var none: amqp_table_t { amqp_table_t(num_entries: 0, entries: nil) }

    /// Declares a durable exchange, or only asks whether it is there.
    func declare(_ exchange: Topology.Exchange, passive: Bool) throws(MessagingError) {
        try self.call("declaring exchange \(exchange.name)") { raw in
            var arena = AMQPArena()
            let name = arena.bytes(exchange.name)
            let kind = arena.bytes(exchange.kind.rawValue)
            _ = amqp_exchange_declare(raw, self.channel, name, kind, passive ? 1 : 0, 1, 0, 0, Self.none)
        }
    }

    /// Declares a durable quorum queue, or only asks whether it is there.
    func declare(_ queue: Topology.Queue, passive: Bool) throws(MessagingError) {
        try self.call("declaring queue \(queue.name)") { raw in
            var arena = AMQPArena()
            let name = arena.bytes(queue.name)
            let arguments = arena.table([("x-queue-type", .text("quorum"))])
            _ = amqp_queue_declare(raw, self.channel, name, passive ? 1 : 0, 1, 0, 0, passive ? Self.none : arguments)
        }
    }

    /// Binds a queue to an exchange.
    func bind(_ binding: Topology.Binding) throws(MessagingError) {
        try self.call("binding \(binding.queue) to \(binding.exchange)") { raw in
            var arena = AMQPArena()
            let queue = arena.bytes(binding.queue)
            let exchange = arena.bytes(binding.exchange)
            let key = arena.bytes(binding.routingKey)
            _ = amqp_queue_bind(raw, self.channel, queue, exchange, key, Self.none)
        }
    }

    /// Declares the queue that RPC requests of a service go to: replicated, so that a node that is away takes none of them
    /// along, and gone ten seconds after its last server, from when on callers are told at once that nobody answers.
    func declareRequests(_ queue: String) throws(MessagingError) {
        try self.call("declaring queue \(queue)") { raw in
            var arena = AMQPArena()
            let name = arena.bytes(queue)
            let arguments = arena.table([("x-queue-type", .text("quorum")), ("x-expires", .number(10_000))])
            _ = amqp_queue_declare(raw, self.channel, name, 0, 1, 0, 0, arguments)
        }
    }

    /// Begins to consume from a source; an exclusive queue is declared and bound first.
    func consume(_ source: ConsumerSource, prefetch: UInt16) throws(MessagingError) {
        switch source {
        case .queue(let name):
            try self.consume(name, prefetch: prefetch)
        case .exclusive(let bindings):
            let name = try self.declareExclusive()
            for binding in bindings {
                try self.bind(Topology.Binding(exchange: binding.exchange, routingKey: binding.routingKey, queue: name))
            }
            try self.consume(name, prefetch: prefetch)
        }
    }

    /// Declares a queue of this connection's own. Its name begins with the user's, by which the broker knows whose it is, and is drawn anew
    /// each time: that of a lost connection may still be there.
    private func declareExclusive() throws(MessagingError) -> String {
        let name = "\(self.user).\(Hex.text(UInt64.random(in: .min ... .max)))"
        try self.call("declaring a queue of our own") { raw in
            var arena = AMQPArena()
            let bytes = arena.bytes(name)
            _ = amqp_queue_declare(raw, self.channel, bytes, 0, 0, 1, 1, Self.none)
        }
        return name
    }
}
