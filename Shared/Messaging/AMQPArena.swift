import CRabbitMQ

/// Owns the memory of the strings and tables of one call. librabbitmq copies what it sends, so all of it is freed after the call.
struct AMQPArena: ~Copyable {
    private var allocations: [UnsafeMutableRawPointer] = []

    deinit {
        for allocation in self.allocations { allocation.deallocate() }
    }

    mutating func bytes(_ text: String) -> amqp_bytes_t {
        var text = text
        return text.withUTF8 { self.bytes(UnsafeRawBufferPointer($0)) }
    }

    private mutating func bytes(_ source: UnsafeRawBufferPointer) -> amqp_bytes_t {
        guard let base = source.baseAddress, source.count > 0 else { return amqp_bytes_t(len: 0, bytes: nil) }
        let copy = UnsafeMutableRawPointer.allocate(byteCount: source.count, alignment: 1)
        copy.copyMemory(from: base, byteCount: source.count)
        self.allocations.append(copy)
        return amqp_bytes_t(len: source.count, bytes: copy)
    }

    mutating func table(_ entries: [(String, AMQPValue)]) -> amqp_table_t {
        guard !entries.isEmpty else { return amqp_table_t(num_entries: 0, entries: nil) }
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: entries.count * MemoryLayout<amqp_table_entry_t>.stride, alignment: MemoryLayout<amqp_table_entry_t>.alignment)
        self.allocations.append(memory)
        let table = memory.bindMemory(to: amqp_table_entry_t.self, capacity: entries.count)
        for (index, (key, value)) in entries.enumerated() {
            var field = amqp_field_value_t()
            switch value {
            case .text(let text):
                field.kind = UInt8(ascii: "S")
                field.value.bytes = self.bytes(text)
            case .number(let number):
                field.kind = UInt8(ascii: "l")
                field.value.i64 = number
            case .flag(let flag):
                field.kind = UInt8(ascii: "t")
                field.value.boolean = flag ? 1 : 0
            case .table(let inner):
                field.kind = UInt8(ascii: "F")
                field.value.table = self.table(inner)
            }
            (table + index).initialize(to: amqp_table_entry_t(key: self.bytes(key), value: field))
        }
        return amqp_table_t(num_entries: Int32(entries.count), entries: table)
    }

    /// Writes a message's properties as librabbitmq takes them, with the user who sends it.
    mutating func properties(_ properties: MessageProperties, by user: String) -> amqp_basic_properties_t {
        var raw = amqp_basic_properties_t()
        var flags: Int32 = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_USER_ID_FLAG
        raw.delivery_mode = properties.isPersistent ? 2 : 1
        raw.user_id = self.bytes(user)
        if let text = properties.contentType {
            raw.content_type = self.bytes(text)
            flags |= AMQP_BASIC_CONTENT_TYPE_FLAG
        }
        if let text = properties.messageID {
            raw.message_id = self.bytes(text)
            flags |= AMQP_BASIC_MESSAGE_ID_FLAG
        }
        if let text = properties.correlationID {
            raw.correlation_id = self.bytes(text)
            flags |= AMQP_BASIC_CORRELATION_ID_FLAG
        }
        if let text = properties.replyTo {
            raw.reply_to = self.bytes(text)
            flags |= AMQP_BASIC_REPLY_TO_FLAG
        }
        if let text = properties.type {
            raw.type = self.bytes(text)
            flags |= AMQP_BASIC_TYPE_FLAG
        }
        if let expiration = properties.expiration {
            raw.expiration = self.bytes("\(expiration.wholeMilliseconds)")
            flags |= AMQP_BASIC_EXPIRATION_FLAG
        }
        if let timestamp = properties.timestamp {
            raw.timestamp = timestamp
            flags |= AMQP_BASIC_TIMESTAMP_FLAG
        }
        if !properties.headers.isEmpty {
            raw.headers = self.table(properties.headers.map { ($0.key, .text($0.value)) })
            flags |= AMQP_BASIC_HEADERS_FLAG
        }
        raw._flags = amqp_flags_t(flags)
        return raw
    }
}

extension Duration {
    /// The duration as an expiration: whole milliseconds, not negative, and no more than 32 bits hold.
    fileprivate var wholeMilliseconds: UInt32 {
        let (seconds, attoseconds) = self.components
        guard seconds >= 0 else { return 0 }
        guard seconds < 4_000_000 else { return 4_000_000_000 }
        return UInt32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}

/// A value of an AMQP table that we send.
enum AMQPValue {
    case text(String)
    case number(Int64)
    case flag(Bool)
    case table([(String, AMQPValue)])
}
