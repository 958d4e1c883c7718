import CRabbitMQ
import Glibc
import Threading

extension BrokerConnection {
    /// Puts the channel in confirm mode.
    func selectConfirms() throws(MessagingError) {
        try self.call("asking for confirms") { raw in _ = amqp_confirm_select(raw, self.channel) }
        self.pending.withLock { $0.isConfirming = true }
    }

    /// Publishes, mandatory, and returns once the broker has routed the message and taken it.
    ///
    /// The message and its waiter wait with the pending publishes; the thread sends them when it wakes.
    nonisolated func publish(_ message: OutgoingMessage) async throws(MessagingError) {
        try MessageLimits.check(message)
        let outcome = await withCheckedContinuation { (waiter: Waiter) in
            do throws(MessagingError) {
                try self.admit(message, waiter)
            } catch {
                waiter.resume(returning: .failure(error))
            }
        }
        switch try outcome.get() {
        case .confirmed: return
        case .nacked: throw MessagingError(.nacked, "the broker did not take the message; its queue may be full")
        case .returned(let reason): throw MessagingError(.returned, "no queue takes \(message.exchange)/\(message.routingKey): \(reason)")
        }
    }

    /// Publishes, mandatory, without waiting for anything; refused when nothing can be sent now.
    nonisolated func post(_ message: OutgoingMessage) throws(MessagingError) {
        try MessageLimits.check(message)
        try self.admit(message, nil)
    }

    private nonisolated func admit(_ message: OutgoingMessage, _ waiter: Waiter?) throws(MessagingError) {
        let now = ContinuousClock.now
        if try self.pending.withLock({ pending throws(MessagingError) in try pending.admit(message, waiter, at: now) }) { self.thread.nudge() }
    }

    /// Sends a message and returns when the system has its bytes.
    func send(_ message: OutgoingMessage, mandatory: Bool) throws(MessagingError) {
        try MessageLimits.check(message)
        try self.pending.withLock { pending throws(MessagingError) in try pending.checkOpen() }
        try self.transmit(message, mandatory: mandatory)
    }

    private func transmit(_ message: OutgoingMessage, mandatory: Bool) throws(MessagingError) {
        if let failure { throw failure }
        guard let raw else { throw MessagingError(.connectionFailed, "not connected") }
        var arena = AMQPArena()
        let exchange = arena.bytes(message.exchange)
        let key = arena.bytes(message.routingKey)
        var properties = arena.properties(message.properties, by: self.user)
        self.callGuard.enter(self.options.stallTimeout)
        let status = Self.publish(
            raw, self.channel, exchange: exchange, key: key, isMandatory: mandatory, properties: &properties, body: message.body)
        // A failed send may have taken a delivery tag, or left half a frame: the connection is of no use any more.
        try self.conclude(status)
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

    /// Sends pending messages for a while, in as few packets as may be, since each wakes the broker.
    func flush() {
        guard self.failure == nil, let raw, !self.pending.withLock({ $0.isIdle }) else { return }
        self.cork(amqp_get_sockfd(raw), true)
        self.transmitWaiting()
        // A failure has closed the socket, corked or not.
        if self.failure == nil { self.cork(amqp_get_sockfd(raw), false) }
    }

    private func cork(_ socket: Int32, _ isCorked: Bool) {
        var flag: Int32 = isCorked ? 1 : 0
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_CORK, &flag, socklen_t(MemoryLayout<Int32>.size))
    }

    private func transmitWaiting() {
        for round in 1...1_024 {
            guard self.failure == nil, let message = self.pending.withLock({ $0.next() }) else { return }
            do throws(MessagingError) {
                try self.transmit(message, mandatory: true)
            } catch {
                return
            }
            if round % 64 == 0 { self.drain() }
        }
        self.thread.nudge()
    }
}
