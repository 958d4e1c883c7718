/// A statement's parameter. It travels in PostgreSQL's binary form, so nothing is ever quoted.
///
/// Days count from 1970-01-01 and timestamps are microseconds since 1970-01-01 00:00 UTC.
public enum SQLValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int2(Int16)
    case int4(Int32)
    case int8(Int64)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    /// Sixteen bytes.
    case uuid([UInt8])
    case date(Int32)
    case timestamp(Int64)
    case boolArray([Bool?])
    case int2Array([Int16?])
    case int4Array([Int32?])
    case int8Array([Int64?])
    case doubleArray([Double?])
    case textArray([String?])
    case bytesArray([[UInt8]?])
    case uuidArray([[UInt8]?])
    case dateArray([Int32?])
    case timestampArray([Int64?])
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    /// Null.
    public init(nilLiteral: ()) { self = .null }
    /// A `text`.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A `bool`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension SQLValue {
    /// An `int8`.
    public static func int(_ value: Int) -> SQLValue { .int8(Int64(value)) }

    /// Makes a parameter of a value, or null where there is none.
    public static func optional<Wrapped>(_ value: Wrapped?, _ make: (Wrapped) -> SQLValue) -> SQLValue {
        value.map(make) ?? .null
    }
}
