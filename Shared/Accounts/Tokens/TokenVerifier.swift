import Crypto
public import Mortality

/// Judges tokens from memory alone: by the public keys that are known, and the accounts whose tokens were revoked.
public struct TokenVerifier: Sendable {
    /// The tolerated difference between the signer's and the verifier's clocks. It does not put off a token's end.
    public static let clockSkew = Duration.seconds(30)
    /// How long after a revocation of its account a token is still refused by its instant of issue: the clocks of the
    /// database and of who signs may differ, and a new token costs nothing.
    public static let revocationMargin = Duration.seconds(2)

    private let keys: [TokenKeyID: (key: Curve25519.Signing.PublicKey, expiresAt: Instant)]
    /// When an account's tokens were revoked last.
    private let revocations: [AccountID: Instant]

    /// Makes a verifier that knows these keys and revocations.
    ///
    /// - Parameter keys: One whose public half is none verifies nothing, and does not keep the others from it.
    public init(keys: some Sequence<TokenKey> = [], revocations: [AccountID: Instant] = [:]) {
        self.keys = keys.reduce(into: [:]) { known, key in
            guard let half = try? Curve25519.Signing.PublicKey(rawRepresentation: key.publicKey) else { return }
            known[key.id] = (half, key.expiresAt)
        }
        self.revocations = revocations
    }

    private init(
        _ keys: [TokenKeyID: (key: Curve25519.Signing.PublicKey, expiresAt: Instant)], _ revocations: [AccountID: Instant]
    ) {
        self.keys = keys
        self.revocations = revocations
    }

    /// Returns a verifier that knows these keys as well.
    public func adding(_ keys: some Sequence<TokenKey>) -> TokenVerifier {
        let added = TokenVerifier(keys: keys)
        return TokenVerifier(self.keys.merging(added.keys) { $1 }, self.revocations)
    }

    /// Whether tokens of this key can be verified.
    public func knows(_ key: TokenKeyID) -> Bool { self.keys[key] != nil }

    /// Verifies a token and returns what it says.
    ///
    /// - Throws: `TokenRefusal`.
    public func claims(of text: some StringProtocol, at now: Instant) throws(TokenRefusal) -> DeclaringToken.Claims {
        guard let token = DeclaringToken(text) else { throw .malformed }
        let claims = token.claims
        let key = try self.key(claims.key, at: now)
        // Nothing that it says means anything before this.
        guard key.isValidSignature(token.signature, for: claims.signed) else { throw .wrongSignature }
        try self.check(claims, at: now)
        return claims
    }

    /// Judges again a token whose signature was verified before.
    ///
    /// - Throws: `TokenRefusal`.
    public func check(_ claims: DeclaringToken.Claims, at now: Instant) throws(TokenRefusal) {
        _ = try self.key(claims.key, at: now)
        let span = claims.expiresAt - claims.issuedAt
        guard span > .zero, span <= DeclaringToken.lifetime else { throw .tooLong }
        guard claims.issuedAt <= now + Self.clockSkew else { throw .notYet }
        guard now < claims.expiresAt else { throw .expired }
        if let revokedAt = self.revocations[claims.account], claims.issuedAt - Self.revocationMargin <= revokedAt { throw .revoked }
    }

    private func key(_ id: TokenKeyID, at now: Instant) throws(TokenRefusal) -> Curve25519.Signing.PublicKey {
        guard let known = self.keys[id] else { throw .unknownKey(id) }
        guard now < known.expiresAt else { throw .expiredKey }
        return known.key
    }
}
