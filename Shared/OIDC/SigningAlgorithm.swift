/// The algorithms that a provider may sign with. A setting pins one; a token that names another is refused whatever its signature is.
public enum SigningAlgorithm: String, CaseIterable, Hashable, Sendable {
    case rs256 = "RS256"
    case es256 = "ES256"

    /// The kind of key that it takes (RFC 7518, section 6.1).
    var keyType: String { self == .rs256 ? "RSA" : "EC" }
}
