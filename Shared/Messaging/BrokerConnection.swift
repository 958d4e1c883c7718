import CRabbitMQ
import Glibc
import Threading

/// A connection to RabbitMQ with one channel, on a thread of its own.
///
/// Everything that the library does happens on that thread. The connection is used until its first failure: any status
/// but OK, a closed channel, a missed heartbeat, a late confirm, a call that hangs. It is then closed, everybody who waits
/// is told, and its owner opens another; what was unconfirmed is unknown.
actor BrokerConnection {
    /// A task that waits for a confirm.
    typealias Waiter = CheckedContinuation<Result<ConfirmOutcome, MessagingError>, Never>

    /// What is called when something arrives that was not asked for.
    struct Handlers: Sendable {
        var delivery: @Sendable (Delivery) -> Void = { _ in }
        var returned: @Sendable (_ correlationID: String?, _ reason: String) -> Void = { _, _ in }
    }

    let thread: ConnectionThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    let options: ConnectionOptions
    let handlers: Handlers
    /// The user that we log in as, whom each message names.
    let user: String
    let callGuard = CallGuard()
    /// The messages that are to be published and confirmed; every thread reaches it.
    nonisolated let pending: Locked<PendingPublishes<Waiter>>

    var raw: amqp_connection_state_t?
    let channel: amqp_channel_t = 1
    var assembler = ContentAssembler()
    private(set) var failure: MessagingError?

    /// Yields the failure that ended the connection, then finishes.
    private nonisolated let closed: AsyncStream<MessagingError>
    private let closedContinuation: AsyncStream<MessagingError>.Continuation

    private init(thread: ConnectionThread, options: ConnectionOptions, handlers: Handlers, user: String) {
        self.thread = thread
        self.user = user
        self.options = options
        self.handlers = handlers
        self.pending = Locked(PendingPublishes(limit: options.publishLimit))
        (self.closed, self.closedContinuation) = AsyncStream.makeStream(of: MessagingError.self, bufferingPolicy: .bufferingNewest(1))
    }

    deinit { self.thread.stop() }

    // MARK: Life

    /// Connects and logs in, runs `body`, and says goodbye. Meanwhile another thread ends calls that hang.
    ///
    /// - Throws: What `body` throws, or `MessagingError`: `connectionFailed` when the broker cannot be reached, `refused`
    ///   when it says no.
    static func open<Value: Sendable>(
        _ address: BrokerAddress, name: String, options: ConnectionOptions = ConnectionOptions(), handlers: Handlers = Handlers(),
        _ body: (BrokerConnection) async throws -> Value
    ) async throws -> Value {
        let thread: ConnectionThread
        do {
            thread = try ConnectionThread(name: name)
        } catch {
            throw MessagingError(.connectionFailed, "\(error)")
        }
        let connection = BrokerConnection(thread: thread, options: options, handlers: handlers, user: address.user)
        async let _ = connection.patrol()
        do {
            try await connection.connect(to: address, name: name)
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    private func connect(to address: BrokerAddress, name: String) throws(MessagingError) {
        guard let raw = amqp_new_connection() else { throw MessagingError(.connectionFailed, "out of memory") }
        self.raw = raw
        do throws(MessagingError) {
            guard let socket = amqp_tcp_socket_new(raw) else { throw MessagingError(.connectionFailed, "no socket") }
            var handshake = timeval(self.options.handshakeTimeout)
            var call = timeval(self.options.callTimeout)
            try BrokerAnswer.check(amqp_set_handshake_timeout(raw, &handshake), .connectionFailed)
            try BrokerAnswer.check(amqp_set_rpc_timeout(raw, &call), .connectionFailed)
            let opened = amqp_socket_open_noblock(socket, address.host, Int32(address.port), &handshake)
            guard opened == AMQP_STATUS_OK.rawValue else {
                throw MessagingError(.connectionFailed, "\(address.host):\(address.port) does not answer: \(BrokerAnswer.text(opened))")
            }
            self.callGuard.protect(amqp_get_sockfd(raw))
            try self.login(raw, address, name: name)
            try self.call("opening a channel") { raw in _ = amqp_channel_open(raw, self.channel) }
        } catch {
            self.fail(error)
            throw self.failure ?? error
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
        self.callGuard.enter(self.options.handshakeTimeout + .seconds(1))
        let reply = vigie_amqp_login(
            raw, address.virtualHost, 131_072, Int32(clamping: max(2, self.options.heartbeat.components.seconds)), &properties,
            address.user, address.password)
        self.callGuard.leave()
        try BrokerAnswer.check(reply, doing: "logging in to \(address)")
        guard amqp_get_heartbeat(raw) > 0 else {
            throw MessagingError(.refused, "the broker turned heartbeats off; without them a dead connection is never noticed")
        }
    }

    /// Waits until the connection ends, and returns why; `nil` when it was stopped or the task was cancelled.
    nonisolated func untilClosed(or stop: StopSignal? = nil) async -> MessagingError? {
        await withTaskGroup(of: MessagingError?.self) { group in
            group.addTask { await self.closed.first { _ in true } }
            if let stop {
                group.addTask {
                    await stop.wait(); return nil
                }
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    /// Says goodbye to the broker, within the time of one call; does nothing when that was done before.
    func close() {
        guard let raw, self.failure == nil else { return }
        self.callGuard.enter(self.options.callTimeout)
        _ = amqp_connection_close(raw, AMQP_REPLY_SUCCESS)
        self.callGuard.leave()
        self.fail(MessagingError(.connectionClosed, "closed by this service"))
    }

    /// Ends the connection: closes the socket and tells everybody who waits.
    func fail(_ error: MessagingError) {
        guard self.failure == nil else { return }
        let (waiters, error) = self.pending.withLock { $0.fail(error) }
        self.failure = error
        self.thread.unwatch()
        self.callGuard.protect(-1)
        if let raw {
            amqp_destroy_connection(raw)
            self.raw = nil
        }
        for waiter in waiters { waiter.resume(returning: .failure(error)) }
        self.closedContinuation.yield(error)
        self.closedContinuation.finish()
    }

    // MARK: Deadlines, kept by another thread

    private nonisolated func patrol() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(100))
            let now = ContinuousClock.now
            if self.callGuard.isOverdue(at: now) {
                self.condemn(MessagingError(.timedOut, "the broker takes no bytes, or does not answer"))
            }
            if self.pending.withLock({ $0.isOverdue(at: now, after: self.options.confirmTimeout) }) {
                self.condemn(MessagingError(.timedOut, "the broker confirmed nothing for \(self.options.confirmTimeout)"))
            }
        }
    }

    /// Ends the connection from outside its thread, which may hang: who waits is told now, and the thread follows when it can.
    private nonisolated func condemn(_ error: MessagingError) {
        let (waiters, error) = self.pending.withLock { $0.fail(error) }
        for waiter in waiters { waiter.resume(returning: .failure(error)) }
        self.callGuard.shutDown()
        self.thread.nudge()
    }

    // MARK: Consuming

    /// Begins to consume; at most `prefetch` deliveries are then unacknowledged.
    func consume(_ queue: String, prefetch: UInt16, noAck: Bool = false) throws(MessagingError) {
        if !noAck { try self.call("setting the prefetch") { raw in _ = amqp_basic_qos(raw, self.channel, 0, prefetch, 0) } }
        try self.call("consuming \(queue)") { raw in
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
        self.callGuard.enter(self.options.stallTimeout)
        try self.conclude(amqp_basic_ack(raw, self.channel, tag, multiple ? 1 : 0))
    }

    // MARK: Calling the library

    /// Ends a call that only handed bytes to the system; where that failed, the connection has failed.
    func conclude(_ status: Int32) throws(MessagingError) {
        self.callGuard.leave()
        guard status != AMQP_STATUS_OK.rawValue else { return }
        let error = MessagingError(.connectionClosed, BrokerAnswer.text(status))
        self.fail(error)
        throw self.failure ?? error
    }

    /// Makes one call that the broker answers. It may read and queue frames meanwhile, so they are drained.
    func call(_ what: String, _ body: (amqp_connection_state_t) -> Void) throws(MessagingError) {
        if let failure { throw failure }
        guard let raw else { throw MessagingError(.connectionFailed, "not connected") }
        self.callGuard.enter(self.options.callTimeout + .seconds(1))
        body(raw)
        let reply = amqp_get_rpc_reply(raw)
        self.callGuard.leave()
        do throws(MessagingError) {
            try BrokerAnswer.check(reply, doing: what)
        } catch {
            // The broker has closed the channel, or nobody knows what state it is in.
            self.fail(error)
            throw self.failure ?? error
        }
        self.drain()
    }

    /// Handles what has come; the thread calls it when bytes have arrived, when something is to be published, and every quarter of a second.
    private func wake() {
        if let condemned = self.pending.withLock({ $0.failure }) { self.fail(condemned) }
        self.drain()
        self.flush()
        // A send may have read frames too, which then wait in the library's memory where `poll` does not see them.
        self.drain()
    }
}

extension timeval {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
