import CRabbitMQ

/// How many messages wait in a queue, and how many consumers take from it.
public struct QueueCondition: Hashable, Sendable {
    /// The queue's name.
    public let name: String
    /// How many messages wait; those that a consumer has and has not acknowledged are not among them.
    public let waiting: Int
    /// How many consumers take from the queue.
    public let consumers: Int

    /// Makes a condition of what the broker answered.
    public init(name: String, waiting: Int, consumers: Int) {
        self.name = name
        self.waiting = waiting
        self.consumers = consumers
    }
}

/// Reads how queues are without touching them: by a passive declaration, which needs no right to configure, read or write.
public struct QueueInspector: Sendable {
    private let address: BrokerAddress
    private let name: String
    private let options: ConnectionOptions

    /// Makes an inspector, which connects anew for each look.
    ///
    /// - Parameter name: Shown in the broker's list of connections.
    public init(address: BrokerAddress, name: String) {
        self.address = address
        self.name = name
        var options = ConnectionOptions()
        options.handshakeTimeout = .seconds(2)
        options.callTimeout = .seconds(2)
        self.options = options
    }

    /// Reads the queues that are there, in the order asked for.
    ///
    /// - Throws: `MessagingError` when the broker cannot be reached.
    public func look(at queues: [String]) async throws -> [QueueCondition] {
        var left = queues[...]
        var found: [QueueCondition] = []
        // The broker closes a channel that asks for a queue which is not there: the next connection goes on behind it.
        while !left.isEmpty {
            let seen = try await self.some(of: Array(left))
            found += seen
            left = left.dropFirst(seen.count + 1)
        }
        return found
    }

    /// Reads queues up to the first that is not there.
    private func some(of queues: [String]) async throws -> [QueueCondition] {
        try await BrokerConnection.open(self.address, name: self.name, options: self.options) { connection in
            var seen: [QueueCondition] = []
            for queue in queues {
                switch await connection.condition(of: queue) {
                case .success(let condition?): seen.append(condition)
                case .success(nil): return seen
                case .failure(let error): throw error
                }
            }
            return seen
        }
    }
}

extension BrokerConnection {
    /// Asks how a queue is; nothing, and the connection is over, when it is not there.
    func condition(of queue: String) -> Result<QueueCondition?, MessagingError> {
        var (waiting, consumers) = (0, 0)
        do {
            try self.call("looking at queue \(queue)") { raw in
                var arena = AMQPArena()
                let declared = amqp_queue_declare(raw, self.channel, arena.bytes(queue), 1, 1, 0, 0, amqp_table_t(num_entries: 0, entries: nil))
                if let declared { (waiting, consumers) = (Int(declared.pointee.message_count), Int(declared.pointee.consumer_count)) }
            }
        } catch {
            return error.code == .refused ? .success(nil) : .failure(error)
        }
        return .success(QueueCondition(name: queue, waiting: waiting, consumers: consumers))
    }
}
