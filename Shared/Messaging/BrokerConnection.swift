import CRabbitMQ
import Glibc
import Threading

/// A connection to RabbitMQ with one channel, on a thread of its own.
///
/// Everything that the library does happens on that thread. The connection is used until its first failure: any status
/// but OK, a closed channel, a missed heartbeat, a late confirm. It is then closed, everybody who waits is told, and its
/// owner opens another; what was unconfirmed is unknown.
actor BrokerConnection {
    /// What arrives without having been asked for.
    struct Handlers: Sendable {
        var delivery: @Sendable (Delivery) -> Void = { _ in }
        var returned: @Sendable (_ correlationID: String?, _ reason: String) -> Void = { _, _ in }
        var tick: @Sendable () -> Void = {}
    }

    private let thread: ConnectionThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    let options: ConnectionOptions
    private let handlers: Handlers
    private let callGuard: CallGuard
    var raw: amqp_connection_state_t?
    let channel: amqp_channel_t = 1

    private var confirms = ConfirmLedger<CheckedContinuation<ConfirmOutcome, any Error>>()
    private var isConfirming = false
    private var assembler = ContentAssembler()
    private var blockedReason: String?
    private(set) var failure: MessagingError?

    /// Yields the failure that ended the connection, then finishes.
    nonisolated let closed: AsyncStream<MessagingError>
    private let closedContinuation: AsyncStream<MessagingError>.Continuation

    private init(thread: ConnectionThread, options: ConnectionOptions, handlers: Handlers) {
        self.thread = thread
        self.options = options
        self.handlers = handlers
        self.callGuard = CallGuard(limit: options.callTimeout + .seconds(2))
        (self.closed, self.closedContinuation) = AsyncStream.makeStream(of: MessagingError.self, bufferingPolicy: .bufferingNewest(1))
    }

    deinit { self.thread.stop() }

    /// Connects and logs in.
    ///
    /// - Throws: `MessagingError`: `connectionFailed` when the broker cannot be reached, `refused` when it says no.
    static func open(
        _ address: BrokerAddress, name: String, options: ConnectionOptions = ConnectionOptions(), handlers: Handlers = Handlers()
    ) async throws(MessagingError) -> BrokerConnection {
        let thread: ConnectionThread
        do {
            thread = try ConnectionThread(name: name)
        } catch {
            throw MessagingError(.connectionFailed, "\(error)")
        }
        let connection = BrokerConnection(thread: thread, options: options, handlers: handlers)
        try await connection.connect(to: address, name: name)
        return connection
    }

    private func connect(to address: BrokerAddress, name: String) throws(MessagingError) {
        guard let raw = amqp_new_connection() else { throw MessagingError(.connectionFailed, "out of memory") }
        self.raw = raw
        do throws(MessagingError) {
            guard let socket = amqp_tcp_socket_new(raw) else { throw MessagingError(.connectionFailed, "no socket") }
            var handshake = timeval(self.options.handshakeTimeout)
            var call = timeval(self.options.callTimeout)
            try self.check(amqp_set_handshake_timeout(raw, &handshake), .connectionFailed)
            try self.check(amqp_set_rpc_timeout(raw, &call), .connectionFailed)
            let opened = amqp_socket_open_noblock(socket, address.host, Int32(address.port), &handshake)
            guard opened == AMQP_STATUS_OK.rawValue else {
                throw MessagingError(.connectionFailed, "\(address.host):\(address.port) does not answer: \(Self.text(opened))")
            }
            self.callGuard.protect(amqp_get_sockfd(raw))
            try self.login(raw, address, name: name)
            try self.call(.refused) { raw in _ = amqp_channel_open(raw, self.channel) }
        } catch {
            self.fail(error)
            throw error
        }
        self.thread.watch(amqp_get_sockfd(raw), atLeastEvery: min(.milliseconds(250), self.options.heartbeat / 4)) { [weak self] in
            self?.assumeIsolated { $0.wake() }
        }
    }

    private func login(_ raw: amqp_connection_state_t, _ address: BrokerAddress, name: String) throws(MessagingError) {
        var arena = AMQPArena()
        // Without these the broker tells neither that it blocks nor that a consumer is gone.
        var properties = arena.table([
            ("product", .text("Vigie")), ("connection_name", .text(name)),
            (
                "capabilities",
                .table([
                    ("consumer_cancel_notify", .flag(true)), ("connection.blocked", .flag(true)),
                    ("authentication_failure_close", .flag(true)),
                ])
            ),
        ])
        self.callGuard.enter()
        let reply = vigie_amqp_login(
            raw, address.virtualHost, 131_072, Int32(max(2, self.options.heartbeat.components.seconds)), &properties,
            address.user, address.password)
        self.callGuard.leave()
        try self.check(reply, .connectionFailed, doing: "logging in to \(address)")
        guard amqp_get_heartbeat(raw) > 0 else {
            throw MessagingError(.refused, "the broker turned heartbeats off; without them a dead connection is never noticed")
        }
    }

    /// Stays until the connection ends, and meanwhile ends calls that hang. Returns why it ended; nothing when cancelled.
    nonisolated func untilClosed(or stop: StopSignal? = nil) async -> MessagingError? {
        await withTaskGroup(of: MessagingError?.self) { group in
            group.addTask { await self.closed.first { _ in true } }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(500))
                    self.callGuard.intervene()
                }
                return nil
            }
            if let stop { group.addTask { await stop.wait(); return nil } }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    /// Says goodbye to the broker, within the time of one call.
    func close() {
        guard let raw, self.failure == nil else { return }
        self.callGuard.enter()
        _ = amqp_connection_close(raw, AMQP_REPLY_SUCCESS)
        self.callGuard.leave()
        self.fail(MessagingError(.connectionClosed, "closed by this service"))
    }

    // MARK: Publishing

    /// Puts the channel in confirm mode.
    func selectConfirms() throws(MessagingError) {
        try self.call(.refused) { raw in _ = amqp_confirm_select(raw, self.channel) }
        self.isConfirming = true
    }

    /// Publishes, mandatory, and returns once the broker has routed the message and taken it.
    func publish(_ message: OutgoingMessage) async throws {
        try self.admitPublish(message)
        try self.checkSize(of: message)
        let messageID = message.properties.messageID ?? ""
        let outcome = try await withCheckedThrowingContinuation { continuation in
            // The waiter stands before the bytes leave.
            self.confirms.publish(continuation, messageID: messageID, at: .now)
            do throws(MessagingError) {
                try self.send(message, mandatory: true)
            } catch {
                // Told to every waiter, this one too, unless `send` has done so already.
                self.fail(error)
            }
        }
        switch outcome {
        case .confirmed: return
        case .nacked: throw MessagingError(.nacked, "the broker did not take the message; its queue may be full")
        case .returned(let reason): throw MessagingError(.returned, "no queue takes \(message.exchange)/\(message.routingKey): \(reason)")
        }
    }

    private func admitPublish(_ message: OutgoingMessage) throws(MessagingError) {
        if let failure { throw failure }
        if let blockedReason { throw MessagingError(.blocked, "the broker takes nothing now: \(blockedReason)") }
        guard self.confirms.count < self.options.publishLimit else {
            throw MessagingError(.overloaded, "\(self.options.publishLimit) messages wait for their confirm already")
        }
    }

    private func checkSize(of message: OutgoingMessage) throws(MessagingError) {
        guard message.body.count <= self.assembler.limit else {
            throw MessagingError(.tooLarge, "a message of \(message.body.count) bytes; the limit is \(self.assembler.limit)")
        }
        for name in [message.exchange, message.routingKey, message.properties.messageID ?? "", message.properties.type ?? ""]
        where name.utf8.count > 255 {
            throw MessagingError(.invalid, "a name of \(name.utf8.count) bytes; AMQP allows 255")
        }
    }

    /// Publishes without waiting for anything.
    func send(_ message: OutgoingMessage, mandatory: Bool) throws(MessagingError) {
        if let failure { throw failure }
        guard let raw else { throw MessagingError(.connectionFailed, "not connected") }
        try self.checkSize(of: message)
        var arena = AMQPArena()
        let exchange = arena.bytes(message.exchange)
        let key = arena.bytes(message.routingKey)
        var properties = arena.properties(message.properties)
        self.callGuard.enter()
        let status = Self.publish(
            raw, self.channel, exchange: exchange, key: key, isMandatory: mandatory, properties: &properties, body: message.body)
        self.callGuard.leave()
        do throws(MessagingError) {
            try self.check(status, .connectionClosed)
        } catch {
            // A failed send may have taken a delivery tag, or left half a frame: the connection is of no use any more.
            self.fail(error)
            throw error
        }
    }

    private static func publish(
        _ raw: amqp_connection_state_t, _ channel: amqp_channel_t, exchange: amqp_bytes_t, key: amqp_bytes_t,
        isMandatory: Bool, properties: inout amqp_basic_properties_t, body: [UInt8]
    ) -> Int32 {
        body.withUnsafeBytes { body in
            amqp_basic_publish(
                raw, channel, exchange, key, isMandatory ? 1 : 0, 0, &properties,
                amqp_bytes_t(len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress)))
        }
    }

    // MARK: Consuming

    /// Begins to consume; at most `prefetch` deliveries are then unacknowledged.
    func consume(_ queue: String, prefetch: UInt16, noAck: Bool = false) throws(MessagingError) {
        if !noAck { try self.call(.refused) { raw in _ = amqp_basic_qos(raw, self.channel, 0, prefetch, 0) } }
        try self.call(.refused) { raw in
            var arena = AMQPArena()
            let name = arena.bytes(queue)
            _ = amqp_basic_consume(
                raw, self.channel, name, amqp_bytes_t(len: 0, bytes: nil), 0, noAck ? 1 : 0, 0,
                amqp_table_t(num_entries: 0, entries: nil))
        }
    }

    /// Acknowledges a delivery of this connection, and all before it when `multiple`.
    func acknowledge(_ tag: UInt64, multiple: Bool) throws(MessagingError) {
        if let failure { throw failure }
        guard let raw else { throw MessagingError(.connectionFailed, "not connected") }
        self.callGuard.enter()
        let status = amqp_basic_ack(raw, self.channel, tag, multiple ? 1 : 0)
        self.callGuard.leave()
        do throws(MessagingError) {
            try self.check(status, .connectionClosed)
        } catch {
            self.fail(error)
            throw error
        }
    }

    // MARK: Calls that the broker answers

    /// Makes one call of the library that the broker answers. It may read and queue frames meanwhile, so they are drained.
    func call(_ code: MessagingError.Code, _ body: (amqp_connection_state_t) -> Void) throws(MessagingError) {
        if let failure { throw failure }
        guard let raw else { throw MessagingError(.connectionFailed, "not connected") }
        self.callGuard.enter()
        body(raw)
        let reply = amqp_get_rpc_reply(raw)
        self.callGuard.leave()
        do throws(MessagingError) {
            try self.check(reply, code, doing: "a call")
        } catch {
            // The broker has closed the channel, or nobody knows what state it is in.
            self.fail(error)
            throw error
        }
        self.drain()
    }

    // MARK: Reading

    private func wake() {
        self.drain()
        guard self.failure == nil else { return }
        self.handlers.tick()
        if self.blockedReason == nil, let oldest = self.confirms.oldest, ContinuousClock.now - oldest > self.options.confirmTimeout {
            self.fail(MessagingError(.timedOut, "the broker confirmed nothing for \(self.options.confirmTimeout)"))
        }
    }

    /// Handles every frame that has already arrived, and sends the heartbeat when it is due.
    private func drain() {
        guard self.failure == nil, let raw else { return }
        do throws(MessagingError) {
            while true {
                amqp_maybe_release_buffers(raw)
                var frame = amqp_frame_t()
                var now = timeval()
                self.callGuard.enter()
                let status = amqp_simple_wait_frame_noblock(raw, &frame, &now)
                self.callGuard.leave()
                if status == AMQP_STATUS_TIMEOUT.rawValue { return }
                try self.check(status, .connectionClosed)
                try self.handle(frame)
            }
        } catch {
            self.fail(error)
        }
    }

    private func handle(_ frame: amqp_frame_t) throws(MessagingError) {
        switch Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD:
            try self.handle(frame.payload.method)
        case AMQP_FRAME_HEADER:
            guard let decoded = frame.payload.properties.decoded else {
                throw MessagingError(.protocolViolation, "a content header without properties")
            }
            let properties = decoded.load(as: amqp_basic_properties_t.self)
            if let content = try self.assembler.header(
                MessageProperties(amqp: properties), deliveryCount: MessageProperties.deliveryCount(amqp: properties),
                size: frame.payload.properties.body_size)
            {
                self.take(content)
            }
        case AMQP_FRAME_BODY:
            let fragment = frame.payload.body_fragment
            if let content = try self.assembler.body(UnsafeRawBufferPointer(start: fragment.bytes, count: fragment.len)) {
                self.take(content)
            }
        default:
            break
        }
    }

    private func take(_ content: ContentAssembler.Content) {
        switch content.method {
        case .deliver(let tag, let exchange, let routingKey, let isRedelivered):
            self.handlers.delivery(
                Delivery(
                    exchange: exchange, routingKey: routingKey, properties: content.properties, isRedelivered: isRedelivered,
                    deliveryCount: content.deliveryCount, body: content.body, tag: tag))
        case .returned(let reason, _, _):
            if self.isConfirming {
                self.confirms.return(messageID: content.properties.messageID ?? "", reason: reason)
            } else {
                self.handlers.returned(content.properties.correlationID, reason)
            }
        }
    }

    private func handle(_ method: amqp_method_t) throws(MessagingError) {
        guard let decoded = method.decoded else { throw MessagingError(.protocolViolation, "a method without fields") }
        switch method.id {
        case AMQP_BASIC_ACK_METHOD:
            let ack = decoded.load(as: amqp_basic_ack_t.self)
            self.settle(self.confirms.settle(ack.delivery_tag, multiple: ack.multiple != 0, isAck: true))
        case AMQP_BASIC_NACK_METHOD:
            let nack = decoded.load(as: amqp_basic_nack_t.self)
            self.settle(self.confirms.settle(nack.delivery_tag, multiple: nack.multiple != 0, isAck: false))
        case AMQP_BASIC_DELIVER_METHOD:
            let deliver = decoded.load(as: amqp_basic_deliver_t.self)
            try self.assembler.method(
                .deliver(
                    tag: deliver.delivery_tag, exchange: String(amqp: deliver.exchange),
                    routingKey: String(amqp: deliver.routing_key), isRedelivered: deliver.redelivered != 0))
        case AMQP_BASIC_RETURN_METHOD:
            let returned = decoded.load(as: amqp_basic_return_t.self)
            try self.assembler.method(
                .returned(
                    reason: String(amqp: returned.reply_text), exchange: String(amqp: returned.exchange),
                    routingKey: String(amqp: returned.routing_key)))
        case AMQP_BASIC_CANCEL_METHOD:
            throw MessagingError(.consumerCancelled, "the broker ended the consumer; its queue may have been deleted")
        case AMQP_CONNECTION_BLOCKED_METHOD:
            let blocked = decoded.load(as: amqp_connection_blocked_t.self)
            self.block(String(amqp: blocked.reason))
        case AMQP_CONNECTION_UNBLOCKED_METHOD:
            self.blockedReason = nil
        case AMQP_CHANNEL_CLOSE_METHOD:
            let close = decoded.load(as: amqp_channel_close_t.self)
            throw MessagingError(.connectionClosed, "the broker closed the channel: \(String(amqp: close.reply_text))")
        case AMQP_CONNECTION_CLOSE_METHOD:
            let close = decoded.load(as: amqp_connection_close_t.self)
            throw MessagingError(.connectionClosed, "the broker closed the connection: \(String(amqp: close.reply_text))")
        default:
            throw MessagingError(.protocolViolation, "method \(method.id) was not expected")
        }
    }

    private func settle(_ settled: [(CheckedContinuation<ConfirmOutcome, any Error>, ConfirmOutcome)]) {
        for (waiter, outcome) in settled { waiter.resume(returning: outcome) }
    }

    /// The broker reads nothing more until it unblocks: nobody waits for that. The confirms may still come, for nobody.
    private func block(_ reason: String) {
        self.blockedReason = reason
        for waiter in self.confirms.release() {
            waiter.resume(throwing: MessagingError(.blocked, "the broker takes nothing now: \(reason)"))
        }
    }

    /// Ends the connection: the socket is closed, everybody is told.
    func fail(_ error: MessagingError) {
        guard self.failure == nil else { return }
        self.failure = error
        self.thread.unwatch()
        self.callGuard.protect(-1)
        if let raw {
            amqp_destroy_connection(raw)
            self.raw = nil
        }
        for waiter in self.confirms.release() { waiter.resume(throwing: error) }
        self.closedContinuation.yield(error)
        self.closedContinuation.finish()
    }

    // MARK: Checking

    private func check(_ status: Int32, _ code: MessagingError.Code) throws(MessagingError) {
        guard status == AMQP_STATUS_OK.rawValue else { throw MessagingError(code, Self.text(status)) }
    }

    private func check(_ reply: amqp_rpc_reply_t, _ code: MessagingError.Code, doing what: String) throws(MessagingError) {
        switch reply.reply_type {
        case AMQP_RESPONSE_NORMAL:
            return
        case AMQP_RESPONSE_LIBRARY_EXCEPTION:
            let isTimeout = reply.library_error == AMQP_STATUS_TIMEOUT.rawValue
            throw MessagingError(isTimeout ? .timedOut : .connectionClosed, "\(what): \(Self.text(reply.library_error))")
        default:
            guard let decoded = reply.reply.decoded else { throw MessagingError(code, "\(what): the broker refused") }
            let text: String
            switch reply.reply.id {
            case AMQP_CHANNEL_CLOSE_METHOD: text = String(amqp: decoded.load(as: amqp_channel_close_t.self).reply_text)
            case AMQP_CONNECTION_CLOSE_METHOD: text = String(amqp: decoded.load(as: amqp_connection_close_t.self).reply_text)
            default: text = "method \(reply.reply.id)"
            }
            throw MessagingError(.refused, "\(what): \(text)")
        }
    }

    private static func text(_ status: Int32) -> String {
        amqp_error_string2(status).map { String(cString: $0) } ?? "status \(status)"
    }
}

extension timeval {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
