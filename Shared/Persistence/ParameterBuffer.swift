import CPostgreSQL

/// The parameters of one statement in binary form, in one block of memory that is used again for the next.
struct ParameterBuffer {
    /// The place of a value in ``bytes``; a negative length stands for null.
    struct Span: Equatable {
        var offset: Int
        var length: Int
    }

    private(set) var bytes: [UInt8] = []
    private(set) var spans: [Span] = []
    private(set) var types: [UInt32] = []

    /// The most parameters of a statement: PostgreSQL's protocol counts them in sixteen bits.
    static let limit = 65_535

    /// Replaces what the buffer holds by `values`.
    mutating func fill(_ values: [SQLValue]) throws(DatabaseError) {
        self.bytes.removeAll(keepingCapacity: true)
        self.spans.removeAll(keepingCapacity: true)
        self.types.removeAll(keepingCapacity: true)
        guard values.count <= Self.limit else {
            throw DatabaseError(.invalidValue, "\(values.count) parameters; PostgreSQL takes at most \(Self.limit): pass arrays")
        }
        for (index, value) in values.enumerated() {
            self.types.append(value.type?.rawValue ?? 0)
            let start = self.bytes.count
            do {
                let isNull = try self.append(value)
                self.spans.append(Span(offset: start, length: isNull ? -1 : self.bytes.count - start))
            } catch {
                throw DatabaseError(.invalidValue, "parameter \(index + 1): \(error.message)")
            }
        }
        // Never empty, so that even an empty value has an address.
        self.bytes.append(0)
        guard self.bytes.count < Int(Int32.max) else {
            throw DatabaseError(.invalidValue, "parameters of \(self.bytes.count) bytes in one statement")
        }
    }

    /// Writes the value's bytes, and says whether it is null instead.
    private mutating func append(_ value: SQLValue) throws(DatabaseError) -> Bool {
        switch value {
        case .null: return true
        case .bool(let value): self.append(value)
        case .int2(let value): self.append(integer: value)
        case .int4(let value): self.append(integer: value)
        case .int8(let value): self.append(integer: value)
        case .double(let value): self.append(integer: value.bitPattern)
        case .text(let value): try self.append(text: value)
        case .bytes(let value): self.bytes.append(contentsOf: value)
        case .uuid(let value): try self.append(uuid: value)
        case .date(let value): try self.append(day: value)
        case .timestamp(let value): try self.append(timestamp: value)
        default: try self.append(array: value)
        }
        return false
    }

    private mutating func append(array value: SQLValue) throws(DatabaseError) {
        switch value {
        case .boolArray(let values): try self.append(values, of: .bool) { buffer, value throws(DatabaseError) in buffer.append(value) }
        case .int2Array(let values): try self.append(values, of: .int2) { buffer, value throws(DatabaseError) in buffer.append(integer: value) }
        case .int4Array(let values): try self.append(values, of: .int4) { buffer, value throws(DatabaseError) in buffer.append(integer: value) }
        case .int8Array(let values): try self.append(values, of: .int8) { buffer, value throws(DatabaseError) in buffer.append(integer: value) }
        case .doubleArray(let values):
            try self.append(values, of: .float8) { buffer, value throws(DatabaseError) in buffer.append(integer: value.bitPattern) }
        case .textArray(let values): try self.append(values, of: .text) { buffer, value throws(DatabaseError) in try buffer.append(text: value) }
        case .bytesArray(let values):
            try self.append(values, of: .bytea) { buffer, value throws(DatabaseError) in buffer.bytes.append(contentsOf: value) }
        case .uuidArray(let values): try self.append(values, of: .uuid) { buffer, value throws(DatabaseError) in try buffer.append(uuid: value) }
        case .dateArray(let values): try self.append(values, of: .date) { buffer, value throws(DatabaseError) in try buffer.append(day: value) }
        case .timestampArray(let values):
            try self.append(values, of: .timestamptz) { buffer, value throws(DatabaseError) in try buffer.append(timestamp: value) }
        case .null, .bool, .int2, .int4, .int8, .double, .text, .bytes, .uuid, .date, .timestamp:
            throw DatabaseError(.invalidValue, "not an array")
        }
    }

    /// Writes a one-dimensional array: dimensions, null flag, element type, length, lower bound, then each element with its length.
    private mutating func append<Element>(
        _ values: [Element?], of type: SQLType, _ write: (inout ParameterBuffer, Element) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        guard let count = Int32(exactly: values.count) else { throw DatabaseError(.invalidValue, "an array of \(values.count) elements") }
        self.append(integer: Int32(values.isEmpty ? 0 : 1))
        let flag = self.bytes.count
        self.append(integer: Int32(0))
        self.append(integer: type.rawValue)
        guard !values.isEmpty else { return }
        self.append(integer: count)
        self.append(integer: Int32(1))
        var hasNull = false
        for value in values {
            let start = self.bytes.count
            self.append(integer: Int32(-1))
            guard let value else {
                hasNull = true
                continue
            }
            try write(&self, value)
            guard let length = Int32(exactly: self.bytes.count - start - 4) else {
                throw DatabaseError(.invalidValue, "an element of more than 2 GiB")
            }
            self.replace(at: start, by: length)
        }
        if hasNull { self.replace(at: flag, by: 1) }
    }

    private mutating func append(_ value: Bool) { self.bytes.append(value ? 1 : 0) }

    private mutating func append(integer value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { self.bytes.append(contentsOf: $0) }
    }

    private mutating func append(text value: String) throws(DatabaseError) {
        let start = self.bytes.count
        self.bytes.append(contentsOf: value.utf8)
        guard !self.bytes[start...].contains(0) else {
            throw DatabaseError(.invalidValue, "text with a NUL character, which PostgreSQL cannot hold")
        }
    }

    private mutating func append(uuid value: [UInt8]) throws(DatabaseError) {
        guard value.count == 16 else { throw DatabaseError(.invalidValue, "a UUID of \(value.count) bytes instead of 16") }
        self.bytes.append(contentsOf: value)
    }

    private mutating func append(day: Int32) throws(DatabaseError) {
        let (days, overflow) = day.subtractingReportingOverflow(WireEpoch.days)
        guard !overflow, days != .min else { throw DatabaseError(.invalidValue, "day \(day) is out of range") }
        self.append(integer: days)
    }

    private mutating func append(timestamp: Int64) throws(DatabaseError) {
        let (microseconds, overflow) = timestamp.subtractingReportingOverflow(WireEpoch.microseconds)
        guard !overflow, microseconds != .min else { throw DatabaseError(.invalidValue, "timestamp \(timestamp) is out of range") }
        self.append(integer: microseconds)
    }

    private mutating func replace(at offset: Int, by value: Int32) {
        withUnsafeBytes(of: value.bigEndian) { source in
            for (index, byte) in source.enumerated() { self.bytes[offset + index] = byte }
        }
    }
}

extension SQLValue {
    /// The type announced to the server; null has none, and the server infers it.
    var type: SQLType? {
        switch self {
        case .null: nil
        case .bool: .bool
        case .int2: .int2
        case .int4: .int4
        case .int8: .int8
        case .double: .float8
        case .text: .text
        case .bytes: .bytea
        case .uuid: .uuid
        case .date: .date
        case .timestamp: .timestamptz
        case .boolArray: .boolArray
        case .int2Array: .int2Array
        case .int4Array: .int4Array
        case .int8Array: .int8Array
        case .doubleArray: .float8Array
        case .textArray: .textArray
        case .bytesArray: .byteaArray
        case .uuidArray: .uuidArray
        case .dateArray: .dateArray
        case .timestampArray: .timestamptzArray
        }
    }
}

extension ParameterBuffer {
    /// Hands the parameters to libpq, which copies them. Answers what libpq answers: 1 for success.
    func sendPrepared(_ raw: OpaquePointer, _ name: String) -> Int32 {
        let lengths = self.spans.map { Int32(truncatingIfNeeded: $0.length) }
        let formats = [Int32](repeating: 1, count: self.spans.count)
        return self.bytes.withUnsafeBufferPointer { block in
            guard let base = UnsafeRawPointer(block.baseAddress)?.assumingMemoryBound(to: CChar.self) else { return 0 }
            // An empty value is no null and keeps its address.
            let addresses = self.spans.map { $0.length < 0 ? nil : base + $0.offset }
            return PQsendQueryPrepared(raw, name, Int32(addresses.count), addresses, lengths, formats, 1)
        }
    }
}
