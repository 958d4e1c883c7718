public import Mortality

/// What a person types to sign in: 3 to 64 characters, kept in lower case; an e-mail address fits.
public struct Login: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The login as it is stored and compared: lower case, no spaces around it.
    public let text: String

    /// Reads a login as somebody typed it: takes spaces away around it, and makes capitals small.
    ///
    /// - Throws: `Rejection` of field `login`.
    public init(_ typed: String) throws(Rejection) {
        let isSpace = { (scalar: UnicodeScalar) in scalar == " " || scalar == "\t" || scalar == "\u{A0}" }
        var scalars = Array(typed.unicodeScalars.prefix(200).drop(while: isSpace))
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        let bytes = scalars.map { scalar -> UInt8 in
            guard scalar.isASCII else { return 0 }
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
        }
        guard (3...64).contains(bytes.count), let first = bytes.first, Self.isLetterOrDigit(first),
            bytes.allSatisfy({ Self.isLetterOrDigit($0) || Self.signs.contains($0) })
        else {
            throw Rejection(
                field: "login", reason: "not 3 to 64 characters of a to z, 0 to 9 and . _ @ + -, the first of them a letter or a digit")
        }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    private static let signs = Set("._@+-".utf8)
    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }

    /// The login, as ``text``.
    public var description: String { self.text }
    /// Orders logins by their text.
    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}
