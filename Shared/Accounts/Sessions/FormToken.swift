import Formats

/// What a request that changes something shows besides the cookie, which browsers send by themselves: that the form or script came from
/// Vigie's own page in the same session.
///
/// It is the HMAC of the session's reference, so nothing is stored, it is the same on all pages of a session (a page that did not
/// change keeps its ETag), and whoever reads the database cannot make one.
public struct FormToken: Hashable, Sendable, KeptSecret {
    private let code: [UInt8]

    /// Computes the token of a session.
    public init(for session: SessionReference, under secret: PortalSecret) {
        self.code = secret.code(of: session.bytes, for: .form)
    }

    /// What the hidden field or the header carries: 43 characters of base64url.
    public var text: String { Base64URL.encode(self.code) }

    /// Compares what a request shows with this token, in constant time; an absent or malformed one does not match.
    public func matches(_ shown: String?) -> Bool {
        guard let shown, shown.utf8.count == 43, let code = Base64URL.decode(shown) else { return false }
        return SecretBytes.areEqual(code, self.code)
    }
}
