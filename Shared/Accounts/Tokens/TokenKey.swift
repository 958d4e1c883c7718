import Formats
public import Mortality

/// The id of a key that tokens are signed with: eight random bytes, told as sixteen hexadecimal digits.
public struct TokenKeyID: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    /// Draws a new id.
    public init() {
        self.bytes = SecretBytes.draw(8)
    }

    /// Takes eight bytes; `nil` for another number of them.
    init?(bytes: [UInt8]) {
        guard bytes.count == 8 else { return nil }
        self.bytes = bytes
    }

    /// Reads sixteen hexadecimal digits in lower case; `nil` for anything else.
    public init?(_ text: String) {
        guard Hex.isWritten(text.utf8), let bytes = Hex.bytes(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The sixteen hexadecimal digits, in lower case.
    public var description: String { Hex.text(self.bytes) }
}

/// The public half of a key that tokens are signed with, as it is published and kept.
public struct TokenKey: Hashable, Sendable {
    /// The id that tokens name the key by.
    public let id: TokenKeyID
    /// The 32 bytes of the public half (Ed25519).
    public let publicKey: [UInt8]
    /// When the key was drawn.
    public let createdAt: Instant
    /// When everything that it signed stops being valid.
    public let expiresAt: Instant

    /// Makes a key of what was drawn, or of a row.
    public init(id: TokenKeyID, publicKey: [UInt8], createdAt: Instant, expiresAt: Instant) {
        self.id = id
        self.publicKey = publicKey
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

/// Where public halves are published, so that whoever takes tokens finds them.
public protocol TokenKeyPublisher: Sendable {
    /// Publishes a key, and returns once whoever verifies tokens can find it. Publishing one again is harmless.
    func publish(_ key: TokenKey) async throws
}
