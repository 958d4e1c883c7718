import CRabbitMQ
import Glibc
import Threading

extension BrokerConnection {
    /// Handles every frame that has already arrived, and sends the heartbeat when it is due.
    func drain() {
        guard self.failure == nil, let raw else { return }
        do throws(MessagingError) {
            while true {
                amqp_maybe_release_buffers(raw)
                var frame = amqp_frame_t()
                var now = timeval()
                self.callGuard.enter(self.options.stallTimeout)
                let status = amqp_simple_wait_frame_noblock(raw, &frame, &now)
                self.callGuard.leave()
                if status == AMQP_STATUS_TIMEOUT.rawValue { return }
                try BrokerAnswer.check(status, .connectionClosed)
                try self.handle(frame)
            }
        } catch {
            self.fail(error)
        }
    }

    private func handle(_ frame: amqp_frame_t) throws(MessagingError) {
        guard frame.channel == 0 || frame.channel == self.channel else {
            throw MessagingError(.protocolViolation, "a frame for channel \(frame.channel), which was never opened")
        }
        switch Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD:
            try self.handle(frame.payload.method)
        case AMQP_FRAME_HEADER:
            try self.handle(frame.payload.properties)
        case AMQP_FRAME_BODY:
            let fragment = frame.payload.body_fragment
            if let content = try self.assembler.body(UnsafeRawBufferPointer(start: fragment.bytes, count: fragment.len)) {
                self.take(content)
            }
        default:
            break
        }
    }

    private func handle(_ header: amqp_frame_t.__Unnamed_union_payload.__Unnamed_struct_properties) throws(MessagingError) {
        // The properties of another class are another, smaller structure.
        guard header.class_id == UInt16(AMQP_BASIC_CLASS), let decoded = header.decoded else {
            throw MessagingError(.protocolViolation, "a content header of class \(header.class_id)")
        }
        let properties = decoded.load(as: amqp_basic_properties_t.self)
        if let content = try self.assembler.header(
            MessageProperties(amqp: properties), deliveryCount: MessageProperties.deliveryCount(amqp: properties),
            size: header.body_size)
        {
            self.take(content)
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
            let isConfirming = self.pending.withLock { pending in
                if pending.isConfirming { pending.return(messageID: content.properties.messageID ?? "", reason: reason) }
                return pending.isConfirming
            }
            if !isConfirming { self.handlers.returned(content.properties.correlationID, reason) }
        }
    }

    private func handle(_ method: amqp_method_t) throws(MessagingError) {
        guard let decoded = method.decoded else { throw MessagingError(.protocolViolation, "a method without fields") }
        switch method.id {
        case AMQP_BASIC_ACK_METHOD:
            let ack = decoded.load(as: amqp_basic_ack_t.self)
            self.settle(ack.delivery_tag, multiple: ack.multiple != 0, isAck: true)
        case AMQP_BASIC_NACK_METHOD:
            let nack = decoded.load(as: amqp_basic_nack_t.self)
            self.settle(nack.delivery_tag, multiple: nack.multiple != 0, isAck: false)
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
            self.pending.withLock { $0.unblock() }
        case AMQP_CHANNEL_CLOSE_METHOD:
            let close = decoded.load(as: amqp_channel_close_t.self)
            throw MessagingError(
                BrokerAnswer.code(close.reply_code), "the broker closed the channel: \(String(amqp: close.reply_text))")
        case AMQP_CONNECTION_CLOSE_METHOD:
            let close = decoded.load(as: amqp_connection_close_t.self)
            throw MessagingError(.connectionClosed, "the broker closed the connection: \(String(amqp: close.reply_text))")
        default:
            throw MessagingError(.protocolViolation, "method \(method.id) was not expected")
        }
    }

    private func settle(_ tag: UInt64, multiple: Bool, isAck: Bool) {
        let settled = self.pending.withLock { $0.settle(tag, multiple: multiple, isAck: isAck) }
        for (waiter, outcome) in settled { waiter.resume(returning: .success(outcome)) }
    }

    private func block(_ reason: String) {
        let (waiters, error) = self.pending.withLock { $0.block(reason) }
        for waiter in waiters { waiter.resume(returning: .failure(error)) }
    }
}
