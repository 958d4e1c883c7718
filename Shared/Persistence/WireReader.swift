/// Reads PostgreSQL's binary values out of bytes that nobody vouches for: whatever they hold, it answers or throws.
struct WireReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.position = bytes.startIndex
    }

    var remaining: Int { self.bytes.endIndex - self.position }

    mutating func take(_ count: Int) throws(DatabaseError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= self.remaining else {
            throw DatabaseError(.unexpectedResult, "\(count) bytes expected, \(self.remaining) left")
        }
        defer { self.position += count }
        return self.bytes[self.position..<self.position + count]
    }

    mutating func integer<Integer: FixedWidthInteger>(_: Integer.Type = Integer.self) throws(DatabaseError) -> Integer {
        var value: Integer = 0
        for byte in try self.take(Integer.bitWidth / 8) {
            value = (value << 8) | Integer(truncatingIfNeeded: byte)
        }
        return value
    }

    func finish() throws(DatabaseError) {
        guard self.remaining == 0 else { throw DatabaseError(.unexpectedResult, "\(self.remaining) bytes too many") }
    }
}
