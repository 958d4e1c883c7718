import CRabbitMQ

/// Reads the library's and the broker's answers to a call.
enum BrokerAnswer {
    /// Checks the status of a call.
    ///
    /// - Throws: `MessagingError` with `code` unless the status is OK.
    static func check(_ status: Int32, _ code: MessagingError.Code) throws(MessagingError) {
        guard status == AMQP_STATUS_OK.rawValue else { throw MessagingError(code, self.text(status)) }
    }

    /// Checks the broker's answer to a call.
    ///
    /// - Throws: `MessagingError`: `timedOut`, `connectionClosed`, or `refused` when the broker said no.
    static func check(_ reply: amqp_rpc_reply_t, doing what: String) throws(MessagingError) {
        switch reply.reply_type {
        case AMQP_RESPONSE_NORMAL:
            return
        case AMQP_RESPONSE_LIBRARY_EXCEPTION:
            let isTimeout = reply.library_error == AMQP_STATUS_TIMEOUT.rawValue
            throw MessagingError(isTimeout ? .timedOut : .connectionClosed, "\(what): \(self.text(reply.library_error))")
        default:
            guard let decoded = reply.reply.decoded else { throw MessagingError(.connectionClosed, "\(what): no answer") }
            switch reply.reply.id {
            case AMQP_CHANNEL_CLOSE_METHOD:
                let close = decoded.load(as: amqp_channel_close_t.self)
                throw MessagingError(self.code(close.reply_code), "\(what): \(String(amqp: close.reply_text))")
            case AMQP_CONNECTION_CLOSE_METHOD:
                let close = decoded.load(as: amqp_connection_close_t.self)
                throw MessagingError(self.code(close.reply_code), "\(what): \(String(amqp: close.reply_text))")
            default:
                throw MessagingError(.protocolViolation, "\(what): method \(reply.reply.id) was not expected")
            }
        }
    }

    /// Tells whether the broker refused what was asked, or merely ended the connection.
    static func code(_ replyCode: UInt16) -> MessagingError.Code {
        switch Int32(replyCode) {
        case AMQP_ACCESS_REFUSED, AMQP_NOT_FOUND, AMQP_RESOURCE_LOCKED, AMQP_PRECONDITION_FAILED, AMQP_NOT_ALLOWED: .refused
        default: .connectionClosed
        }
    }

    /// Asks the library for the text of a status.
    static func text(_ status: Int32) -> String {
        amqp_error_string2(status).map { String(cString: $0) } ?? "status \(status)"
    }
}
