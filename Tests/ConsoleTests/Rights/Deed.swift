import CRabbitMQ

@testable import Messaging

/// Something that a user may try at the broker. Its description is what the table of expected rights names it by.
enum Deed: Hashable, CustomStringConvertible {
    case publish(exchange: String, key: String)
    case consume(String)
    case purge(String)
    case delete(String)
    case declare(String)
    case declareExclusive(String)
    case declareExchange(String)
    case deleteExchange(String)
    case bind(queue: String, exchange: String, key: String)
    /// Waits for answers, as RabbitMQ's direct reply-to does.
    case await

    var description: String {
        switch self {
        case .publish("", let key): "publish to queue \(key)"
        case .publish(let exchange, let key): "publish \(exchange) \(key)"
        case .consume(let queue): "consume \(queue)"
        case .purge(let queue): "purge \(queue)"
        case .delete(let queue): "delete \(queue)"
        case .declare(let queue): "declare \(queue)"
        case .declareExclusive(let queue): "declare exclusive \(queue)"
        case .declareExchange(let exchange): "declare exchange \(exchange)"
        case .deleteExchange(let exchange): "delete exchange \(exchange)"
        case .bind(let queue, let exchange, let key): "bind \(queue) \(exchange) \(key)"
        case .await: "await replies"
        }
    }

    /// Whether the broker let a user do it. Each is tried on a connection of its own, since a refusal ends it.
    ///
    /// - Throws: whatever is no answer to that question, such as a broker that is away or a queue that is not there.
    func isAllowed(at address: BrokerAddress) async throws -> Bool {
        do {
            try await BrokerConnection.open(address, name: "grid") { try await self.perform(on: $0) }
            return true
        } catch let error as MessagingError {
            if error.reason.contains("ACCESS_REFUSED") { return false }
            // Allowed, but another connection holds the queue, or it is of another kind.
            if error.reason.contains("RESOURCE_LOCKED") || error.reason.contains("PRECONDITION_FAILED") || error.code == .returned { return true }
            throw error
        }
    }

    private func perform(on connection: BrokerConnection) async throws {
        switch self {
        case .publish(let exchange, let key):
            try await connection.selectConfirms()
            try await connection.publish(OutgoingMessage(exchange: exchange, routingKey: key, body: [1]))
        case .consume(let queue): try await connection.consume(queue, prefetch: 1)
        case .purge(let queue): try await connection.purge(queue)
        case .delete(let queue): try await connection.delete(queue)
        case .declare(let queue): try await connection.declare(Topology.Queue(queue), passive: false)
        case .declareExclusive(let queue): try await connection.declareExclusive(queue)
        case .declareExchange(let exchange): try await connection.declare(Topology.Exchange(exchange, .topic), passive: false)
        case .deleteExchange(let exchange): try await connection.deleteExchange(exchange)
        case .bind(let queue, let exchange, let key):
            try await connection.bind(Topology.Binding(exchange: exchange, routingKey: key, queue: queue))
        case .await: try await connection.consume("amq.rabbitmq.reply-to", prefetch: 0, noAck: true)
        }
    }
}

/// What Vigie itself never asks of the broker.
extension BrokerConnection {
    func purge(_ queue: String) throws {
        try self.call("purging \(queue)") { raw in
            var arena = AMQPArena()
            let name = arena.bytes(queue)
            _ = amqp_queue_purge(raw, self.channel, name)
        }
    }

    func delete(_ queue: String) throws {
        try self.call("deleting \(queue)") { raw in
            var arena = AMQPArena()
            let name = arena.bytes(queue)
            _ = amqp_queue_delete(raw, self.channel, name, 0, 0)
        }
    }

    func declareExclusive(_ queue: String) throws {
        try self.call("declaring \(queue)") { raw in
            var arena = AMQPArena()
            let name = arena.bytes(queue)
            _ = amqp_queue_declare(raw, self.channel, name, 0, 0, 1, 1, amqp_table_t(num_entries: 0, entries: nil))
        }
    }

    func deleteExchange(_ exchange: String) throws {
        try self.call("deleting exchange \(exchange)") { raw in
            var arena = AMQPArena()
            let name = arena.bytes(exchange)
            _ = amqp_exchange_delete(raw, self.channel, name, 0)
        }
    }
}
