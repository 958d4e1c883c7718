/// Turns one value in PostgreSQL's binary form into a Swift value, by the type the server announced.
enum WireDecoder {
    static func bool(_ bytes: ArraySlice<UInt8>, _ type: UInt32) throws(DatabaseError) -> Bool {
        guard type == SQLType.bool.rawValue else { throw self.mismatch(type, "a boolean") }
        var reader = WireReader(bytes)
        let byte: UInt8 = try reader.integer()
        try reader.finish()
        guard byte < 2 else { throw DatabaseError(.unexpectedResult, "boolean \(byte)") }
        return byte == 1
    }

    static func int64(_ bytes: ArraySlice<UInt8>, _ type: UInt32) throws(DatabaseError) -> Int64 {
        var reader = WireReader(bytes)
        let value: Int64
        switch SQLType(rawValue: type) {
        case .int2: value = Int64(try reader.integer(Int16.self))
        case .int4: value = Int64(try reader.integer(Int32.self))
        case .int8: value = try reader.integer(Int64.self)
        case .oid: value = Int64(try reader.integer(UInt32.self))
        default: throw self.mismatch(type, "an integer")
        }
        try reader.finish()
        return value
    }

    static func double(_ bytes: ArraySlice<UInt8>, _ type: UInt32) throws(DatabaseError) -> Double {
        var reader = WireReader(bytes)
        let value: Double
        switch SQLType(rawValue: type) {
        case .float4: value = Double(Float(bitPattern: try reader.integer()))
        case .float8: value = Double(bitPattern: try reader.integer())
        default: throw self.mismatch(type, "a floating-point number")
        }
        try reader.finish()
        return value
    }

    static func text(_ bytes: ArraySlice<UInt8>, _ type: UInt32) throws(DatabaseError) -> String {
        switch SQLType(rawValue: type) {
        case .text, .varchar, .bpchar, .name: break
        default: throw self.mismatch(type, "text")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DatabaseError(.unexpectedResult, "text that is not UTF-8")
        }
        return text
    }

    static func bytes(_ bytes: ArraySlice<UInt8>, _ type: UInt32) throws(DatabaseError) -> [UInt8] {
        guard type == SQLType.bytea.rawValue else { throw self.mismatch(type, "bytes") }
        return Array(bytes)
    }

    static func uuid(_ bytes: ArraySlice<UInt8>, _ type: UInt32) throws(DatabaseError) -> [UInt8] {
        guard type == SQLType.uuid.rawValue else { throw self.mismatch(type, "a UUID") }
        guard bytes.count == 16 else { throw DatabaseError(.unexpectedResult, "a UUID of \(bytes.count) bytes") }
        return Array(bytes)
    }

    static func day(_ bytes: ArraySlice<UInt8>, _ type: UInt32) throws(DatabaseError) -> Int32 {
        guard type == SQLType.date.rawValue else { throw self.mismatch(type, "a date") }
        var reader = WireReader(bytes)
        let days: Int32 = try reader.integer()
        try reader.finish()
        let (day, overflow) = days.addingReportingOverflow(WireEpoch.days)
        guard !overflow, days != .min else { throw DatabaseError(.unexpectedResult, "an infinite date") }
        return day
    }

    static func timestamp(_ bytes: ArraySlice<UInt8>, _ type: UInt32) throws(DatabaseError) -> Int64 {
        guard type == SQLType.timestamptz.rawValue || type == SQLType.timestamp.rawValue else { throw self.mismatch(type, "a timestamp") }
        var reader = WireReader(bytes)
        let microseconds: Int64 = try reader.integer()
        try reader.finish()
        let (timestamp, overflow) = microseconds.addingReportingOverflow(WireEpoch.microseconds)
        guard !overflow, microseconds != .min else { throw DatabaseError(.unexpectedResult, "an infinite timestamp") }
        return timestamp
    }

    /// Reads a one-dimensional array.
    static func array<Element>(
        _ bytes: ArraySlice<UInt8>, _ element: (ArraySlice<UInt8>, UInt32) throws(DatabaseError) -> Element
    ) throws(DatabaseError) -> [Element?] {
        var reader = WireReader(bytes)
        let dimensions: Int32 = try reader.integer()
        _ = try reader.integer(Int32.self)
        let type: UInt32 = try reader.integer()
        guard dimensions != 0 else {
            try reader.finish()
            return []
        }
        guard dimensions == 1 else { throw DatabaseError(.unexpectedResult, "an array of \(dimensions) dimensions") }
        let count: Int32 = try reader.integer()
        _ = try reader.integer(Int32.self)
        // Each element takes at least its length: a count beyond that is a lie, found before anything is allocated.
        guard count >= 0, Int(count) <= reader.remaining / 4 else {
            throw DatabaseError(.unexpectedResult, "an array of \(count) elements in \(reader.remaining) bytes")
        }
        var elements: [Element?] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count {
            let length: Int32 = try reader.integer()
            elements.append(length == -1 ? nil : try element(try reader.take(Int(length)), type))
        }
        try reader.finish()
        return elements
    }

    private static func mismatch(_ type: UInt32, _ wanted: String) -> DatabaseError {
        DatabaseError(.unexpectedResult, "is \(SQLType.name(of: type)), not \(wanted)")
    }
}

/// Converts between PostgreSQL's days and microseconds, which count from 2000-01-01, and Vigie's, which count from 1970-01-01.
enum WireEpoch {
    static let days: Int32 = 10_957
    static let microseconds: Int64 = 946_684_800_000_000
}
