import Formats

/// The id that follows a declaration through every service: the trace id of W3C Trace Context, 32 hexadecimal digits.
public struct Correlation: Hashable, Sendable, CustomStringConvertible {
    /// The 32 hexadecimal digits, in lower case.
    public let text: String

    /// Draws a new trace id.
    public init() {
        var generator = SystemRandomNumberGenerator()
        self.text = Hex.text(generator.next()) + Hex.text(generator.next() | 1)
    }

    /// Reads the trace id of a `traceparent` header (version 00 and its successors); `nil` when the header is malformed.
    public init?(traceparent: String) {
        let parts = traceparent.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].count == 2, parts[1].count == 32, parts[2].count == 16, parts[3].count == 2,
            parts.prefix(4).allSatisfy({ Hex.isWritten($0) }), parts[1].contains(where: { $0 != UInt8(ascii: "0") }),
            !parts[0].elementsEqual("ff".utf8)
        else { return nil }
        self.text = String(decoding: parts[1], as: UTF8.self)
    }

    /// Takes a trace id; `nil` for what is none.
    public init?(_ text: String) {
        guard text.utf8.count == 32, Hex.isWritten(text.utf8) else { return nil }
        self.text = text
    }

    /// The header `traceparent` to send on, with a span id of its own.
    public var traceparent: String {
        var generator = SystemRandomNumberGenerator()
        return "00-\(self.text)-\(Hex.text(generator.next() | 1))-01"
    }

    /// The 32 hexadecimal digits.
    public var description: String { self.text }
}
