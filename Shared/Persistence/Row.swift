/// One row of a result. Each accessor takes a column's name or place, and throws an error that names the column.
public struct Row: Sendable {
    let rows: Rows
    let index: Int

    /// Whether the column is null.
    public func isNull(_ key: ColumnKey) throws(DatabaseError) -> Bool {
        self.rows.value(row: self.index, column: try self.rows.column(key)) == nil
    }

    /// Reads an `int2`, `int4` or `int8`.
    public func int(_ key: ColumnKey) throws(DatabaseError) -> Int { Int(try self.required(key, WireDecoder.int64)) }
    /// Reads an `int2`, `int4` or `int8`, or `nil` where the column is null.
    public func optionalInt(_ key: ColumnKey) throws(DatabaseError) -> Int? { try self.optional(key, WireDecoder.int64).map { Int($0) } }

    /// Reads a `float8` or `float4`.
    public func double(_ key: ColumnKey) throws(DatabaseError) -> Double { try self.required(key, WireDecoder.double) }
    /// Reads a `float8` or `float4`, or `nil` where the column is null.
    public func optionalDouble(_ key: ColumnKey) throws(DatabaseError) -> Double? { try self.optional(key, WireDecoder.double) }

    /// Reads a `bool`.
    public func bool(_ key: ColumnKey) throws(DatabaseError) -> Bool { try self.required(key, WireDecoder.bool) }

    /// Reads a `text`, `varchar`, `char` or `name`.
    public func text(_ key: ColumnKey) throws(DatabaseError) -> String { try self.required(key, WireDecoder.text) }
    /// Reads a `text`, `varchar`, `char` or `name`, or `nil` where the column is null.
    public func optionalText(_ key: ColumnKey) throws(DatabaseError) -> String? { try self.optional(key, WireDecoder.text) }

    /// Reads a `bytea`.
    public func bytes(_ key: ColumnKey) throws(DatabaseError) -> [UInt8] { try self.required(key, WireDecoder.bytes) }
    /// Reads a `bytea`, or `nil` where the column is null.
    public func optionalBytes(_ key: ColumnKey) throws(DatabaseError) -> [UInt8]? { try self.optional(key, WireDecoder.bytes) }

    /// Reads the sixteen bytes of a `uuid`.
    public func uuid(_ key: ColumnKey) throws(DatabaseError) -> [UInt8] { try self.required(key, WireDecoder.uuid) }
    /// Reads the sixteen bytes of a `uuid`, or `nil` where the column is null.
    public func optionalUUID(_ key: ColumnKey) throws(DatabaseError) -> [UInt8]? { try self.optional(key, WireDecoder.uuid) }

    /// Reads a `date`, in days since 1970-01-01.
    public func day(_ key: ColumnKey) throws(DatabaseError) -> Int32 { try self.required(key, WireDecoder.day) }
    /// Reads a `date`, in days since 1970-01-01, or `nil` where the column is null.
    public func optionalDay(_ key: ColumnKey) throws(DatabaseError) -> Int32? { try self.optional(key, WireDecoder.day) }

    /// Reads a `timestamptz`, in microseconds since 1970-01-01 00:00 UTC.
    public func timestamp(_ key: ColumnKey) throws(DatabaseError) -> Int64 { try self.required(key, WireDecoder.timestamp) }
    /// Reads a `timestamptz`, in microseconds since 1970-01-01 00:00 UTC, or `nil` where the column is null.
    public func optionalTimestamp(_ key: ColumnKey) throws(DatabaseError) -> Int64? { try self.optional(key, WireDecoder.timestamp) }

    /// An array of `bool`; nothing stands for each null in it.
    public func boolArray(_ key: ColumnKey) throws(DatabaseError) -> [Bool?] { try self.array(key, WireDecoder.bool) }
    /// An array of any integer type.
    public func intArray(_ key: ColumnKey) throws(DatabaseError) -> [Int?] {
        try self.array(key) { bytes, type throws(DatabaseError) in Int(try WireDecoder.int64(bytes, type)) }
    }
    /// An array of `float8` or `float4`; nothing stands for each null in it.
    public func doubleArray(_ key: ColumnKey) throws(DatabaseError) -> [Double?] { try self.array(key, WireDecoder.double) }
    /// An array of `text`; nothing stands for each null in it.
    public func textArray(_ key: ColumnKey) throws(DatabaseError) -> [String?] { try self.array(key, WireDecoder.text) }
    /// An array of `bytea`; nothing stands for each null in it.
    public func bytesArray(_ key: ColumnKey) throws(DatabaseError) -> [[UInt8]?] { try self.array(key, WireDecoder.bytes) }
    /// An array of `uuid`, sixteen bytes each; nothing stands for each null in it.
    public func uuidArray(_ key: ColumnKey) throws(DatabaseError) -> [[UInt8]?] { try self.array(key, WireDecoder.uuid) }
    /// An array of `date`, in days since 1970-01-01; nothing stands for each null in it.
    public func dayArray(_ key: ColumnKey) throws(DatabaseError) -> [Int32?] { try self.array(key, WireDecoder.day) }
    /// An array of `timestamptz`, in microseconds since 1970-01-01 00:00 UTC; nothing stands for each null in it.
    public func timestampArray(_ key: ColumnKey) throws(DatabaseError) -> [Int64?] { try self.array(key, WireDecoder.timestamp) }

    private func array<Element>(
        _ key: ColumnKey, _ element: (ArraySlice<UInt8>, UInt32) throws(DatabaseError) -> Element
    ) throws(DatabaseError) -> [Element?] {
        try self.required(key) { bytes, _ throws(DatabaseError) in try WireDecoder.array(bytes, element) }
    }

    private func required<Value>(
        _ key: ColumnKey, _ decode: (ArraySlice<UInt8>, UInt32) throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> Value {
        guard let value = try self.optional(key, decode) else {
            throw DatabaseError(.unexpectedResult, "column \(key) is null")
        }
        return value
    }

    private func optional<Value>(
        _ key: ColumnKey, _ decode: (ArraySlice<UInt8>, UInt32) throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> Value? {
        let column = try self.rows.column(key)
        guard let bytes = self.rows.value(row: self.index, column: column) else { return nil }
        do {
            return try decode(bytes, self.rows.columns[column].type)
        } catch {
            throw DatabaseError(.unexpectedResult, "column \(key): \(error.message)")
        }
    }
}

/// A column of a result, by its name or its place from zero; both can be written as literals.
public enum ColumnKey: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, CustomStringConvertible {
    case name(String)
    case index(Int)

    /// Names a column by its name in the result.
    public init(stringLiteral value: String) { self = .name(value) }
    /// Names a column by its place in the result, from zero.
    public init(integerLiteral value: Int) { self = .index(value) }

    /// The name in quotes, or the place, as errors tell it.
    public var description: String {
        switch self {
        case .name(let name): "\"\(name)\""
        case .index(let index): "\(index)"
        }
    }
}
