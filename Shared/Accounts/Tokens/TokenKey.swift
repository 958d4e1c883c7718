import Formats

/// The name of a key that tokens are signed with: eight random bytes, told as sixteen hexadecimal digits.
public struct TokenKeyID: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    /// Draws a new one.
    public init() {
        self.bytes = SecretBytes.draw(8)
    }

    /// Takes eight bytes; nothing for another number of them.
    init?(bytes: [UInt8]) {
        guard bytes.count == 8 else { return nil }
        self.bytes = bytes
    }

    /// Reads sixteen hexadecimal digits in lower case; nothing for anything else.
    public init?(_ text: String) {
        guard Hex.isWritten(text.utf8), let bytes = Hex.bytes(text) else { return nil }
        self.init(bytes: bytes)
    }

    public var description: String { Hex.text(self.bytes) }
}

/// The public half of a key that tokens are signed with, as it is published and kept.
public struct TokenKey: Hashable, Sendable {
    public let id: TokenKeyID
    /// 32 bytes (Ed25519).
    public let publicKey: [UInt8]
    /// Microseconds since 1970, UTC.
    public let createdAt: Int64
    /// From when on nothing that it signed is worth anything.
    public let expiresAt: Int64

    public init(id: TokenKeyID, publicKey: [UInt8], createdAt: Int64, expiresAt: Int64) {
        self.id = id
        self.publicKey = publicKey
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

/// Where public halves are published, so that whoever takes tokens finds them.
public protocol TokenKeyPublisher: Sendable {
    /// Returns once whoever asks can find the key. Publishing one again is harmless.
    func publish(_ key: TokenKey) async throws
}
