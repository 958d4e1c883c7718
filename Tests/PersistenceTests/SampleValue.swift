import Formats

@testable import Persistence

/// A random parameter, with the SQL name of its type and the way to read it back.
struct SampleValue {
    let value: SQLValue
    let sqlName: String
    let read: (Row, ColumnKey) throws -> SQLValue

    static func any(_ source: inout SeededGenerator) -> SampleValue {
        let number = UInt64.random(in: 0...UInt64.max, using: &source)
        switch Int.random(in: 0..<20, using: &source) {
        case 0: return .init(value: .bool(number % 2 == 0), sqlName: "bool") { .bool(try $0.bool($1)) }
        case 1: return .init(value: .int2(Int16(truncatingIfNeeded: number)), sqlName: "int2") { .int2(Int16(try $0.int($1))) }
        case 2: return .init(value: .int4(Int32(truncatingIfNeeded: number)), sqlName: "int4") { .int4(Int32(try $0.int($1))) }
        case 3: return .init(value: .int8(Int64(bitPattern: number)), sqlName: "int8") { .int8(Int64(try $0.int($1))) }
        case 4: return .init(value: .double(self.double(number)), sqlName: "float8") { .double(try $0.double($1)) }
        case 5: return .init(value: .text(self.text(&source)), sqlName: "text") { .text(try $0.text($1)) }
        case 6: return .init(value: .bytes(self.bytes(&source)), sqlName: "bytea") { .bytes(try $0.bytes($1)) }
        case 7: return .init(value: .uuid(self.uuid(&source)), sqlName: "uuid") { .uuid(try $0.uuid($1)) }
        case 8: return .init(value: .date(self.day(number)), sqlName: "date") { .date(try $0.day($1)) }
        case 9: return .init(value: .timestamp(self.instant(number)), sqlName: "timestamptz") { .timestamp(try $0.timestamp($1)) }
        case 10: return .init(value: .null, sqlName: "text") { try $0.isNull($1) ? .null : .bool(false) }
        case 11: return .init(value: .boolArray(self.list(&source) { $0 % 2 == 0 }), sqlName: "bool[]") { .boolArray(try $0.boolArray($1)) }
        case 12:
            return .init(value: .int2Array(self.list(&source) { Int16(truncatingIfNeeded: $0) }), sqlName: "int2[]") {
                .int2Array(try $0.intArray($1).map { $0.map { Int16($0) } })
            }
        case 13:
            return .init(value: .int4Array(self.list(&source) { Int32(truncatingIfNeeded: $0) }), sqlName: "int4[]") {
                .int4Array(try $0.intArray($1).map { $0.map { Int32($0) } })
            }
        case 14:
            return .init(value: .int8Array(self.list(&source) { Int64(bitPattern: $0) }), sqlName: "int8[]") {
                .int8Array(try $0.intArray($1).map { $0.map { Int64($0) } })
            }
        case 15: return .init(value: .doubleArray(self.list(&source, self.double)), sqlName: "float8[]") { .doubleArray(try $0.doubleArray($1)) }
        case 16:
            let texts = (0..<Int.random(in: 0..<5, using: &source)).map { _ in self.text(&source) }
            return .init(value: .textArray(texts), sqlName: "text[]") { .textArray(try $0.textArray($1)) }
        case 17:
            let blocks = (0..<Int.random(in: 0..<5, using: &source)).map { _ in self.bytes(&source) }
            return .init(value: .bytesArray(blocks), sqlName: "bytea[]") { .bytesArray(try $0.bytesArray($1)) }
        case 18: return .init(value: .dateArray(self.list(&source, self.day)), sqlName: "date[]") { .dateArray(try $0.dayArray($1)) }
        default:
            return .init(value: .timestampArray(self.list(&source, self.instant)), sqlName: "timestamptz[]") {
                .timestampArray(try $0.timestampArray($1))
            }
        }
    }

    private static func list<Element>(_ source: inout SeededGenerator, _ make: (UInt64) -> Element) -> [Element?] {
        (0..<Int.random(in: 0..<6, using: &source)).map { _ in
            Bool.random(using: &source) ? nil : make(UInt64.random(in: 0...UInt64.max, using: &source))
        }
    }

    private static func double(_ number: UInt64) -> Double {
        let value = Double(bitPattern: number)
        return value.isNaN ? 0 : value
    }

    private static func text(_ source: inout SeededGenerator) -> String {
        let scalars = (0..<Int.random(in: 0..<30, using: &source)).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &source))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func bytes(_ source: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 0..<40, using: &source)).map { _ in UInt8.random(in: 0...255, using: &source) }
    }

    private static func uuid(_ source: inout SeededGenerator) -> [UInt8] {
        (0..<16).map { _ in UInt8.random(in: 0...255, using: &source) }
    }

    /// From 4713 BC to far beyond 5,000,000 AD is what a date holds.
    private static func day(_ number: UInt64) -> Int32 { Int32(number % 4_000_000) - 2_000_000 }
    private static func instant(_ number: UInt64) -> Int64 { Int64(number % 400_000_000_000_000_000) - 200_000_000_000_000_000 }
}
