/// The identity of a declaration, which its client gives it within its commune.
public typealias DeclarationID = Identifier<Declaration>
/// The identity of an alert.
public typealias AlertID = Identifier<AlertTag>
/// The identity of something that happened to an alert. Whoever does something twice under the same one does it once.
public typealias AlertEventID = Identifier<AlertEventTag>

/// Tells identities of alerts from all others.
public enum AlertTag {}
/// Tells identities of what happened to alerts from all others.
public enum AlertEventTag {}

/// The identity of a thing: a UUID of any version (RFC 9562). Which thing, its type says: an alert is not asked for by a declaration's identity.
public struct Identifier<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The sixteen bytes, in network order.
    public let bytes: [UInt8]

    /// Takes sixteen bytes.
    ///
    /// - Throws: `Rejection` of field `id` for another number of bytes, or the nil UUID.
    public init(bytes: [UInt8]) throws(Rejection) {
        guard bytes.count == 16 else { throw Rejection(field: "id", reason: "not the 16 bytes of a UUID") }
        guard bytes.contains(where: { $0 != 0 }) else { throw Rejection(field: "id", reason: "the nil UUID identifies nothing") }
        self.bytes = bytes
    }

    /// Reads `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, in either case.
    ///
    /// - Throws: `Rejection` of field `id`.
    public init(_ text: String) throws(Rejection) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        var high: UInt8?
        var position = 0
        for character in text.utf8 {
            if [8, 13, 18, 23].contains(position) {
                guard character == 0x2D else { throw Self.malformed }
            } else {
                guard position < 36, let digit = Self.digit(character) else { throw Self.malformed }
                if let first = high {
                    bytes.append(first << 4 | digit)
                    high = nil
                } else {
                    high = digit
                }
            }
            position += 1
        }
        guard position == 36 else { throw Self.malformed }
        try self.init(bytes: bytes)
    }

    /// The UUID in its usual form, in lower case.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in self.bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(0x2D) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Orders identities by their bytes, the first byte counting most.
    public static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

    private static var malformed: Rejection {
        Rejection(field: "id", reason: "not a UUID (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)")
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x41 + 10
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }
}
