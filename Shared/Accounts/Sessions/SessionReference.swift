import Formats

/// What a session is stored under and called by: SHA-256 of its token. It opens nothing, and may be shown to whose session it is.
public struct SessionReference: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes of the SHA-256.
    public let bytes: [UInt8]

    init(digest: [UInt8]) { self.bytes = digest }

    /// Takes 32 bytes; `nil` for another number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Reads ``text``; `nil` for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The reference for addresses such as `/v1/sessions/{id}`: 43 characters of base64url.
    public var text: String { Base64URL.encode(self.bytes) }

    /// The reference, as ``text``.
    public var description: String { self.text }
}
