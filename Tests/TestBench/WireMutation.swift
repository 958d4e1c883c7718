/// Changes that damage a protobuf message and leave it one: a field, at any depth, is given a value that nobody would give it.
///
/// Changes of single bytes seldom pass the decoder; these do, and reach whatever uses the decoded message.
public enum WireMutation {
    private indirect enum Field {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        case bytes([UInt8])
        case message([(number: UInt64, field: Field)])
    }

    /// Changes one to three fields. Bytes that are no message stay as they are.
    public static func apply(to bytes: inout [UInt8], using random: inout some RandomNumberGenerator) {
        guard var fields = self.parse(bytes[...]), !fields.isEmpty else { return }
        for _ in 0..<Int.random(in: 1...3, using: &random) { self.mutate(&fields, using: &random) }
        bytes = self.write(fields)
    }

    // MARK: Harms

    private static func mutate(_ fields: inout [(number: UInt64, field: Field)], using random: inout some RandomNumberGenerator) {
        guard !fields.isEmpty else { return }
        let place = Int.random(in: 0..<fields.count, using: &random)
        switch Int.random(in: 0..<12, using: &random) {
        case 0: fields.remove(at: place)
        case 1: fields.append(fields[place])
        default: fields[place].field = self.mutated(fields[place].field, using: &random)
        }
    }

    private static func mutated(_ field: Field, using random: inout some RandomNumberGenerator) -> Field {
        switch field {
        case .varint: return .varint(self.numbers.randomElement(using: &random) ?? 0)
        case .fixed64: return .fixed64((self.doubles.randomElement(using: &random) ?? 0).bitPattern)
        case .fixed32: return .fixed32(.random(in: .min ... .max, using: &random))
        case .bytes(let bytes):
            let harms: [[UInt8]] = [
                [], [0], [0xFF, 0xFE], bytes + bytes, Array(bytes.dropLast()), [UInt8](repeating: 0x41, count: 300), Array("99999".utf8),
                Array("2A".utf8), [UInt8](repeating: 0, count: 16),
            ]
            return .bytes(harms.randomElement(using: &random) ?? [])
        case .message(var fields):
            self.mutate(&fields, using: &random)
            return .message(fields)
        }
    }

    /// The ends of the range of every integer type, also as zigzag reads them.
    private static let numbers: [UInt64] = [
        0, 1, 2, 7, 8, 127, 128, 300, 1 << 31 - 1, 1 << 31, 1 << 32 - 1, 1 << 32, 1 << 62, 1 << 63 - 1, 1 << 63, .max - 1, .max,
    ]

    private static let doubles: [Double] = [
        0, -0.0, 1, -1, .nan, .infinity, -.infinity, 1e15, 1e16, 1e19, -1e19, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
        .leastNonzeroMagnitude,
    ]

    // MARK: The wire format

    private static func parse(_ bytes: ArraySlice<UInt8>) -> [(number: UInt64, field: Field)]? {
        var rest = bytes
        var fields: [(number: UInt64, field: Field)] = []
        while !rest.isEmpty {
            guard let tag = self.varint(&rest), (1...500).contains(tag >> 3) else { return nil }
            switch tag & 7 {
            case 0:
                guard let value = self.varint(&rest) else { return nil }
                fields.append((tag >> 3, .varint(value)))
            case 1:
                guard rest.count >= 8 else { return nil }
                fields.append((tag >> 3, .fixed64(rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })))
                rest = rest.dropFirst(8)
            case 2:
                guard let length = self.varint(&rest), length <= UInt64(rest.count) else { return nil }
                let content = rest.prefix(Int(length))
                rest = rest.dropFirst(Int(length))
                // Text may look like a message by chance; either way the change does damage.
                if !content.isEmpty, let inner = self.parse(content) {
                    fields.append((tag >> 3, .message(inner)))
                } else {
                    fields.append((tag >> 3, .bytes(Array(content))))
                }
            case 5:
                guard rest.count >= 4 else { return nil }
                fields.append((tag >> 3, .fixed32(rest.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) })))
                rest = rest.dropFirst(4)
            default: return nil
            }
        }
        return fields
    }

    private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: 0 as UInt64, to: 64, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }

    private static func write(_ fields: [(number: UInt64, field: Field)]) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ varint: UInt64) {
            var rest = varint
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
        for (number, field) in fields {
            switch field {
            case .varint(let value):
                append(number << 3)
                append(value)
            case .fixed64(let value):
                append(number << 3 | 1)
                for shift in stride(from: 0 as UInt64, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
            case .fixed32(let value):
                append(number << 3 | 5)
                for shift in stride(from: 0 as UInt32, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
            case .bytes(let content):
                append(number << 3 | 2)
                append(UInt64(content.count))
                bytes += content
            case .message(let inner):
                let content = self.write(inner)
                append(number << 3 | 2)
                append(UInt64(content.count))
                bytes += content
            }
        }
        return bytes
    }
}
