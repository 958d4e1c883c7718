import Crypto
import Formats

/// What a browser shows to be known again: 256 random bits, which are in its cookie alone. Its ``reference`` is stored.
public struct SessionToken: Hashable, Sendable, KeptSecret {
    private let bytes: [UInt8]

    /// Draws a new token. Each sign-in has one of its own, so that none that somebody else planted ever becomes a session.
    public init() { self.bytes = SecretBytes.draw(32) }

    /// Reads the cookie's value; `nil` for anything but 43 characters of base64url.
    public init?(_ text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The cookie's value.
    public var text: String { Base64URL.encode(self.bytes) }

    /// What the session is stored under: the SHA-256 of the token, since random bits of this number need no slow hash.
    public var reference: SessionReference { SessionReference(digest: Array(SHA256.hash(data: self.bytes))) }
}
