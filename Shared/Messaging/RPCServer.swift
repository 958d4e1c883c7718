public import Logging
import Threading

/// Answers the requests of one queue, several at once, sharing them with the other servers of that queue.
public final class RPCServer: Sendable {
    private let keeper: ConnectionKeeper
    private let queue: String
    private let concurrency: Int
    private let logger: Logger

    /// Makes a server that answers nothing until it is run.
    ///
    /// - Parameters:
    ///   - queue: Declared by the server itself, and gone ten seconds after its last server.
    ///   - concurrency: Requests treated at once.
    ///   - name: Shown in the broker's list of connections.
    public init(
        address: BrokerAddress, queue: String, concurrency: Int = 16, name: String,
        options: ConnectionOptions = ConnectionOptions(), logger: Logger
    ) {
        self.keeper = ConnectionKeeper(address: address, name: name, options: options, logger: logger)
        self.queue = queue
        self.concurrency = max(1, concurrency)
        self.logger = logger
    }

    /// Why no request is answered now; `nil` when they are.
    public var absence: String? { self.keeper.absence }

    /// Ends `run` once the requests being treated are answered.
    public func stop() { self.keeper.stop.stop() }

    /// Answers until stopped or cancelled. A request that waited longer than its caller does is dropped.
    public func run(_ handle: @escaping @Sendable (RPCRequest) async -> RPCReply) async {
        let current = CurrentBuffer()
        await self.keeper.run(
            handlers: {
                let buffer = DeliveryBuffer(limits: BatchLimits(maximumCount: 1))
                current.replace(with: buffer)
                return BrokerConnection.Handlers(delivery: { buffer.append($0) })
            },
            prepare: { connection in
                try await connection.declareRequests(self.queue)
                try await connection.consume(self.queue, prefetch: UInt16(clamping: self.concurrency))
            },
            serve: { connection, stop in try await self.serve(connection, current.buffer, stop, handle) })
    }

    private func serve(
        _ connection: BrokerConnection, _ buffer: DeliveryBuffer, _ stop: StopSignal,
        _ handle: @escaping @Sendable (RPCRequest) async -> RPCReply
    ) async throws {
        let ended = await withTaskGroup(of: MessagingError?.self) { group in
            group.addTask {
                let ended = await connection.untilClosed(or: stop)
                buffer.finish()
                return ended
            }
            group.addTask {
                await self.answerAll(of: buffer, on: connection, handle)
                return nil
            }
            var ended: MessagingError?
            for await outcome in group { ended = ended ?? outcome }
            return ended
        }
        if let ended { throw ended }
    }

    private func answerAll(
        of buffer: DeliveryBuffer, on connection: BrokerConnection, _ handle: @escaping @Sendable (RPCRequest) async -> RPCReply
    ) async {
        await withDiscardingTaskGroup { group in
            // The prefetch is the bound: no more requests than `concurrency` are ever here.
            while let batch = await buffer.next() {
                for delivery in batch { group.addTask { await self.answer(delivery, on: connection, handle) } }
            }
        }
    }

    private func answer(
        _ delivery: Delivery, on connection: BrokerConnection, _ handle: @Sendable (RPCRequest) async -> RPCReply
    ) async {
        let request = RPCRequest(
            method: delivery.properties.type ?? "", body: delivery.body, user: delivery.properties.userID,
            headers: delivery.properties.headers, timeout: delivery.properties.expiration)
        var reply = await handle(request)
        if reply.body.count > RPCReply.limit {
            reply = RPCReply(.unavailable, reason: "the reply has \(reply.body.count) bytes; the limit is \(RPCReply.limit)")
        }
        do {
            do {
                try await self.send(reply, to: delivery, on: connection)
            } catch  where error.code == .blocked || error.code == .invalid {
                // Nothing was sent; the caller's deadline passes. The request must not hold its place for ever.
                self.logger.warning("a reply could not be sent", metadata: ["queue": "\(self.queue)", "error": "\(error)"])
            }
            try await connection.acknowledge(delivery.tag, multiple: false)
        } catch {
            self.logger.warning("a reply could not be sent", metadata: ["queue": "\(self.queue)", "error": "\(error)"])
        }
    }

    private func send(_ reply: RPCReply, to delivery: Delivery, on connection: BrokerConnection) async throws(MessagingError) {
        guard let replyTo = delivery.properties.replyTo else { return }
        try await connection.send(
            OutgoingMessage(
                exchange: "", routingKey: replyTo,
                properties: MessageProperties(
                    correlationID: delivery.properties.correlationID, headers: [RPCStatus.header: reply.status.rawValue],
                    isPersistent: false),
                body: reply.body), mandatory: false)
    }
}
