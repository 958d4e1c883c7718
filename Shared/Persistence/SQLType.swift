/// The types that this library reads and writes, by their fixed object identifiers (`pg_type.oid`).
enum SQLType: UInt32, Sendable, CaseIterable {
    case bool = 16
    case bytea = 17
    case name = 19
    case int8 = 20
    case int2 = 21
    case int4 = 23
    case text = 25
    case oid = 26
    case float4 = 700
    case float8 = 701
    case bpchar = 1042
    case varchar = 1043
    case date = 1082
    case timestamp = 1114
    case timestamptz = 1184
    case uuid = 2950
    case void = 2278
    case boolArray = 1000
    case byteaArray = 1001
    case nameArray = 1003
    case int2Array = 1005
    case int4Array = 1007
    case textArray = 1009
    case varcharArray = 1015
    case int8Array = 1016
    case float8Array = 1022
    case timestampArray = 1115
    case dateArray = 1182
    case timestamptzArray = 1185
    case uuidArray = 2951

    /// Names a type as a message shows it.
    static func name(of identifier: UInt32) -> String {
        switch identifier {
        case 1700: "numeric (cast it to bigint or float8)"
        default: SQLType(rawValue: identifier).map { "\($0)" } ?? "type \(identifier)"
        }
    }
}
