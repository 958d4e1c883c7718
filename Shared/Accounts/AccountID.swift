public import Mortality

/// The identity of an account: a random UUID (RFC 9562, version 4), which says nothing of whose it is.
public struct AccountID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The sixteen bytes, in network order.
    public let bytes: [UInt8]

    /// Draws a new one.
    public init() {
        var random = SystemRandomNumberGenerator()
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.bytes = bytes
    }

    /// Takes sixteen bytes.
    ///
    /// - Throws: `Rejection` for another number of bytes, or the nil UUID.
    public init(bytes: [UInt8]) throws(Rejection) { self.bytes = try DeclarationID(bytes: bytes).bytes }

    /// Reads the usual form of a UUID, in either case.
    ///
    /// - Throws: `Rejection`.
    public init(_ text: String) throws(Rejection) { self.bytes = try DeclarationID(text).bytes }

    /// The usual form, in lower case.
    public var description: String { (try? DeclarationID(bytes: self.bytes).description) ?? "" }

    public static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
