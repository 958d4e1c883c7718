import Formats
public import Mortality

/// The identity of an account: a random UUID (RFC 9562, version 4), which says nothing of whose it is.
public struct AccountID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The sixteen bytes, in network order.
    public let bytes: [UInt8]

    /// Draws a new one.
    public init() { self.bytes = RandomID.make() }

    /// Takes sixteen bytes.
    ///
    /// - Throws: `Rejection` for another number of bytes, or the nil UUID.
    public init(bytes: [UInt8]) throws(Rejection) { self.bytes = try Identifier<Self>(bytes: bytes).bytes }

    /// Reads the usual form of a UUID, in either case.
    ///
    /// - Throws: `Rejection`.
    public init(_ text: String) throws(Rejection) { self.bytes = try Identifier<Self>(text).bytes }

    /// The usual form, in lower case.
    public var description: String { (try? Identifier<Self>(bytes: self.bytes).description) ?? "" }

    /// Orders identities by their bytes, the first byte counting most.
    public static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
