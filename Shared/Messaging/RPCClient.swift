public import Logging
import Threading

/// Asks questions of other services: requests to a queue, replies by RabbitMQ's direct reply-to, on one channel.
public final class RPCClient: Sendable {
    private typealias Waiter = AsyncStream<Result<RPCReply, MessagingError>>.Continuation

    private let keeper: ConnectionKeeper
    private let calls = Locked(CallLedger<Waiter>())
    private let limit: Int

    /// Makes a client that has no connection until it is run.
    ///
    /// - Parameters:
    ///   - limit: Calls under way at once.
    ///   - name: Shown in the broker's list of connections.
    public init(
        address: BrokerAddress, name: String, limit: Int = 1_000, options: ConnectionOptions = ConnectionOptions(), logger: Logger
    ) {
        self.keeper = ConnectionKeeper(address: address, name: name, options: options, logger: logger)
        self.limit = limit
    }

    /// Why no call can be made now; `nil` when it can.
    public var absence: String? { self.keeper.absence }

    /// Ends `run`.
    public func stop() { self.keeper.stop.stop() }

    /// Keeps the connection open until stopped or cancelled.
    public func run() async {
        await self.keeper.run(
            handlers: {
                BrokerConnection.Handlers(
                    delivery: { self.take($0) }, returned: { self.takeReturned($0, reason: $1) })
            },
            prepare: { connection in try await connection.consume("amq.rabbitmq.reply-to", prefetch: 0, noAck: true) },
            serve: { connection, stop in
                let ended = await self.serve(connection, stop)
                let error = ended ?? MessagingError(.connectionClosed, "closed by this service")
                for waiter in self.calls.withLock({ $0.abandon() }) { waiter.yield(.failure(error)) }
                if let ended { throw ended }
            })
    }

    /// Sends a request and awaits its reply.
    ///
    /// - Throws: `MessagingError`: `unavailable` at once when nobody listens, `timedOut` after the deadline,
    ///   `connectionFailed` or `connectionClosed` when the broker is away, `blocked` when it takes nothing, `overloaded` when
    ///   too many calls are under way.
    public func call(
        queue: String, method: String, body: [UInt8], headers: [String: String] = [:], timeout: Duration = .seconds(5)
    ) async throws(MessagingError) -> RPCReply {
        let connection = try self.keeper.connection()
        guard self.calls.withLock({ $0.count }) < self.limit else {
            throw MessagingError(.overloaded, "\(self.limit) calls are under way already")
        }
        // The waiter stands before the bytes leave; a reply that is quicker than us waits in the stream.
        let (replies, waiter) = AsyncStream.makeStream(of: Result<RPCReply, MessagingError>.self)
        let deadline = ContinuousClock.now + timeout
        let id = self.calls.withLock { $0.register(waiter, deadline: deadline) }
        defer { _ = self.calls.withLock { $0.take(id) } }
        try connection.post(
            OutgoingMessage(
                exchange: "", routingKey: queue,
                properties: MessageProperties(
                    correlationID: id, replyTo: "amq.rabbitmq.reply-to", type: method, expiration: timeout, headers: headers,
                    isPersistent: false),
                body: body))
        for await result in replies { return try result.get() }
        throw MessagingError(.timedOut, "the caller stopped waiting")
    }

    /// Waits until the connection ends. One sweep keeps the deadlines of all calls, on a thread that no call of the library holds.
    private func serve(_ connection: BrokerConnection, _ stop: StopSignal) async -> MessagingError? {
        await withTaskGroup(of: MessagingError?.self) { group in
            group.addTask { await connection.untilClosed(or: stop) }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(50))
                    self.expire()
                }
                return nil
            }
            let ended = await group.next() ?? nil
            group.cancelAll()
            return ended
        }
    }

    private func take(_ delivery: Delivery) {
        guard let id = delivery.properties.correlationID, let waiter = self.calls.withLock({ $0.take(id) }) else { return }
        guard let status = delivery.properties.headers[RPCStatus.header].flatMap(RPCStatus.init(rawValue:)) else {
            waiter.yield(.failure(MessagingError(.protocolViolation, "a reply without a status")))
            return
        }
        waiter.yield(.success(RPCReply(status, body: delivery.body)))
    }

    private func takeReturned(_ id: String?, reason: String) {
        guard let id, let waiter = self.calls.withLock({ $0.take(id) }) else { return }
        waiter.yield(.failure(MessagingError(.unavailable, "nobody answers there now (\(reason))")))
    }

    private func expire() {
        let now = ContinuousClock.now
        for waiter in self.calls.withLock({ $0.expire(at: now) }) {
            waiter.yield(.failure(MessagingError(.timedOut, "no reply within the deadline")))
        }
    }
}
