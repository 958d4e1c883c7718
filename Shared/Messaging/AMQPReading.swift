import CRabbitMQ

extension String {
    /// Copies bytes of librabbitmq, which are not ended by a zero and live until the next release of its buffers.
    init(amqp bytes: amqp_bytes_t) {
        self.init(decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len), as: UTF8.self)
    }
}

extension MessageProperties {
    /// Copies what Vigie uses of a message's properties. Headers that are not text are left out, those of other kinds are
    /// the broker's.
    init(amqp raw: amqp_basic_properties_t) {
        func text(_ flag: Int32, _ bytes: amqp_bytes_t) -> String? {
            raw._flags & amqp_flags_t(flag) != 0 ? String(amqp: bytes) : nil
        }
        var headers: [String: String] = [:]
        if raw._flags & amqp_flags_t(AMQP_BASIC_HEADERS_FLAG) != 0, let entries = raw.headers.entries {
            for entry in UnsafeBufferPointer(start: entries, count: Int(max(0, raw.headers.num_entries))) {
                if entry.value.kind == UInt8(ascii: "S") || entry.value.kind == UInt8(ascii: "x") {
                    headers[String(amqp: entry.key)] = String(amqp: entry.value.value.bytes)
                }
            }
        }
        self.init(
            messageID: text(AMQP_BASIC_MESSAGE_ID_FLAG, raw.message_id),
            correlationID: text(AMQP_BASIC_CORRELATION_ID_FLAG, raw.correlation_id),
            replyTo: text(AMQP_BASIC_REPLY_TO_FLAG, raw.reply_to), type: text(AMQP_BASIC_TYPE_FLAG, raw.type),
            expiration: text(AMQP_BASIC_EXPIRATION_FLAG, raw.expiration).flatMap(Int64.init).map { .milliseconds($0) },
            contentType: text(AMQP_BASIC_CONTENT_TYPE_FLAG, raw.content_type),
            timestamp: raw._flags & amqp_flags_t(AMQP_BASIC_TIMESTAMP_FLAG) != 0 ? raw.timestamp : nil,
            userID: text(AMQP_BASIC_USER_ID_FLAG, raw.user_id), headers: headers, isPersistent: raw.delivery_mode == 2)
    }

    /// Reads how often a quorum queue has delivered the message before, from the header `x-delivery-count`; what cannot be is brought within
    /// bounds.
    static func deliveryCount(amqp raw: amqp_basic_properties_t) -> Int {
        min(max(0, self.announcedCount(amqp: raw)), 1_000_000)
    }

    private static func announcedCount(amqp raw: amqp_basic_properties_t) -> Int {
        guard raw._flags & amqp_flags_t(AMQP_BASIC_HEADERS_FLAG) != 0, let entries = raw.headers.entries else { return 0 }
        for entry in UnsafeBufferPointer(start: entries, count: Int(max(0, raw.headers.num_entries)))
        where String(amqp: entry.key) == "x-delivery-count" {
            switch entry.value.kind {
            case UInt8(ascii: "b"): return Int(entry.value.value.i8)
            case UInt8(ascii: "B"): return Int(entry.value.value.u8)
            case UInt8(ascii: "s"): return Int(entry.value.value.i16)
            case UInt8(ascii: "u"): return Int(entry.value.value.u16)
            case UInt8(ascii: "I"): return Int(entry.value.value.i32)
            case UInt8(ascii: "i"): return Int(entry.value.value.u32)
            case UInt8(ascii: "l"): return Int(clamping: entry.value.value.i64)
            case UInt8(ascii: "L"): return Int(clamping: entry.value.value.u64)
            default: return 0
            }
        }
        return 0
    }
}
