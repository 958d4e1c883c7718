public import Mortality

/// Who somebody is to an identity provider: the pair of names that the provider never gives to anybody else, and who vouches for them.
///
/// A provider that federates others tells which one knew the person (`idp_id` of ProConnect): `sub` is unique within that one alone.
/// Neither e-mail addresses nor numbers of organisations are part of it: both change hands.
public struct Identity: Hashable, Sendable, Codable {
    /// The provider's identifier, a URL (`iss` of its tokens).
    public let issuer: String
    /// Which provider behind the issuer knew the person; empty where the issuer does not tell.
    public let idp: String
    /// The person's name at the provider (`sub` of its tokens).
    public let subject: String

    /// Takes what a verified token holds; `nil` for what is empty, longer than 255 bytes, or not printable ASCII.
    public init?(issuer: String, idp: String?, subject: String) {
        let idp = idp ?? ""
        guard !issuer.isEmpty, !subject.isEmpty, [issuer, idp, subject].allSatisfy(Self.isPlain) else { return nil }
        self.issuer = issuer
        self.idp = idp
        self.subject = subject
    }

    /// Whether a text is printable ASCII of at most 255 characters, as `sub` must be (OpenID Connect Core 1.0, section 2).
    private static func isPlain(_ text: String) -> Bool { text.utf8.count <= 255 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
}

/// An identity that opens an account, as its owner is shown it.
public struct TiedIdentity: Hashable, Sendable {
    /// The identity that opens the account.
    public let identity: Identity
    /// When it was tied to the account.
    public let tiedAt: Instant
}
