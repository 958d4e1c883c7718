import Formats

/// The id that follows a declaration through every service: the trace id of W3C Trace Context, 32 hexadecimal digits.
public struct Correlation: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// A new one.
    public init() {
        var generator = SystemRandomNumberGenerator()
        self.text = Hex.text(generator.next()) + Hex.text(generator.next() | 1)
    }

    /// The trace id of a `traceparent` header; nothing when it is not one (version 00 and its successors).
    public init?(traceparent: String) {
        let parts = traceparent.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].count == 2, parts[1].count == 32, parts[2].count == 16, parts[3].count == 2,
            parts.prefix(4).allSatisfy({ Hex.isWritten($0) }), parts[1].contains(where: { $0 != UInt8(ascii: "0") }),
            !parts[0].elementsEqual("ff".utf8)
        else { return nil }
        self.text = String(decoding: parts[1], as: UTF8.self)
    }

    /// A trace id as it stands; nothing when it is not one.
    public init?(_ text: String) {
        guard text.utf8.count == 32, Hex.isWritten(text.utf8) else { return nil }
        self.text = text
    }

    /// The header to send on, with a span id of its own.
    public var traceparent: String {
        var generator = SystemRandomNumberGenerator()
        return "00-\(self.text)-\(Hex.text(generator.next() | 1))-01"
    }

    public var description: String { self.text }
}
