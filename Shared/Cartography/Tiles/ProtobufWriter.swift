/// Writes the few protobuf fields that a vector tile has. Tiles have thousands of features, and a message of objects for each would cost more
/// than cutting them.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            self.bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        self.bytes.append(UInt8(value))
    }

    mutating func field(_ number: UInt64, _ value: UInt64) {
        self.varint(number << 3)
        self.varint(value)
    }

    mutating func field(_ number: UInt64, _ contents: some Collection<UInt8>) {
        self.varint(number << 3 | 2)
        self.varint(UInt64(contents.count))
        self.bytes += contents
    }

    /// Writes a field of bytes; `nil` for one that is absent.
    mutating func field(_ number: UInt64, _ contents: [UInt8]?) {
        if let contents { self.field(number, contents[...]) }
    }

    /// Writes a field of packed numbers.
    mutating func field(_ number: UInt64, packed values: [UInt32]) {
        self.varint(number << 3 | 2)
        self.varint(values.reduce(0) { $0 + Self.length(UInt64($1)) })
        for value in values { self.varint(UInt64(value)) }
    }

    private static func length(_ value: UInt64) -> UInt64 { UInt64(max(1, (64 - value.leadingZeroBitCount + 6) / 7)) }
}
