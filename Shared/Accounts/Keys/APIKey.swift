import Crypto
import Formats

/// An API key: an id that may be shown, and a secret of 256 random bits that is shown once, at its creation.
public struct APIKey: Hashable, Sendable {
    /// Eight hexadecimal digits.
    public let id: String
    private let secret: [UInt8]

    /// Draws a new id and secret.
    public init() {
        self.id = Hex.text(SecretBytes.draw(4))
        self.secret = SecretBytes.draw(32)
    }

    /// Reads `vgk_<id>_<secret>`; `nil` for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 56, text.hasPrefix("vgk_") else { return nil }
        let id = text.dropFirst(4).prefix(8)
        let rest = text.dropFirst(12)
        guard Hex.isWritten(id.utf8), rest.hasPrefix("_") else { return nil }
        guard let secret = Base64URL.decode(rest.dropFirst()), secret.count == 32 else { return nil }
        self.id = String(id)
        self.secret = secret
    }

    /// The whole key, secret included.
    public var text: String { "vgk_\(self.id)_\(Base64URL.encode(self.secret))" }

    /// The SHA-256 of the secret, which is stored in its place: a random secret of this size needs no slow hash.
    public var hash: [UInt8] { Array(SHA256.hash(data: self.secret)) }

    /// Whether this key is the one that the hash was stored of, in constant time.
    public func matches(hash stored: [UInt8]) -> Bool {
        let hash = self.hash
        guard hash.count == stored.count else { return false }
        return zip(hash, stored).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
