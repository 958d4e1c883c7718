import Crypto
import Formats

/// What a verified token says; only what is asked for is read.
struct TokenClaims: Hashable, Sendable {
    let issuer: String
    let audiences: [String]
    let party: String?
    let subject: String
    let expiresAt: Int64?
    let issuedAt: Int64?
    let notBefore: Int64?
    let nonce: String?
    let level: String?
    /// The methods by which the person showed who they are (`amr`); none where they are not told as a list of words.
    let methods: [String]
    let accessTokenHash: String?
    /// Which of the providers behind this one knew the person.
    let idp: String?
    let name: String?

    init(_ bytes: [UInt8]) throws(TokenFault) {
        guard let members = ClaimMembers(bytes), let issuer = members.text("iss"), let audiences = members.oneOrMore("aud"), let subject = members.text("sub"),
            !subject.isEmpty
        else { throw .claims }
        // What is there must be of its kind: a time written as a text is not passed over.
        for name in ["exp", "iat", "nbf"] where members.has(name) { guard members.number(name) != nil else { throw .claims } }
        for name in ["azp", "nonce", "acr", "at_hash", "idp_id"] where members.has(name) { guard members.text(name) != nil else { throw .claims } }
        self.issuer = issuer
        self.audiences = audiences
        self.party = members.text("azp")
        self.subject = subject
        self.expiresAt = members.number("exp")
        self.issuedAt = members.number("iat")
        self.notBefore = members.number("nbf")
        self.nonce = members.text("nonce")
        self.level = members.text("acr")
        self.methods = members.texts("amr") ?? []
        self.accessTokenHash = members.text("at_hash")
        self.idp = members.text("idp_id")
        let names = [members.text("given_name"), members.text("usual_name") ?? members.text("family_name")].compactMap { $0 }
        self.name = names.isEmpty ? members.text("name") : names.joined(separator: " ")
    }
}

/// The rules that tokens are held to. Pure.
struct TokenRule: Sendable {
    /// The tolerated difference between Vigie's and the provider's clocks, in seconds.
    static let skew: Int64 = 60
    /// How many seconds old an ID token may be that comes straight from the provider.
    static let oldest: Int64 = 600

    let issuer: String
    let clientID: String
    /// The present instant, in seconds since 1970.
    let now: Int64

    /// Checks the claims of an ID token (OpenID Connect Core 1.0, section 3.1.3.7).
    func check(idToken claims: TokenClaims, nonce: String, accessToken: String) throws(TokenFault) {
        try self.checkOrigin(of: claims)
        guard claims.audiences.count == 1 || claims.party != nil else { throw .party }
        guard claims.party.map({ $0 == self.clientID }) ?? true else { throw .party }
        try self.checkTimes(of: claims)
        guard let issuedAt = claims.issuedAt, (self.now - Self.oldest - Self.skew...self.now + Self.skew).contains(issuedAt) else { throw .issuedAt }
        guard let told = claims.nonce, Self.areEqual(told, nonce) else { throw .nonce }
        guard claims.accessTokenHash.map({ $0 == Self.hash(of: accessToken) }) ?? true else { throw .accessToken }
    }

    /// Checks that userinfo is about the person whom the ID token is about (OpenID Connect Core 1.0, section 5.3.2).
    func check(userInfo claims: TokenClaims, subject: String) throws(TokenFault) {
        try self.checkOrigin(of: claims)
        try self.checkTimes(of: claims)
        guard claims.subject == subject else { throw .subject }
    }

    private func checkOrigin(of claims: TokenClaims) throws(TokenFault) {
        guard claims.issuer == self.issuer else { throw .issuer }
        guard claims.audiences.contains(self.clientID) else { throw .audience }
    }

    private func checkTimes(of claims: TokenClaims) throws(TokenFault) {
        guard let expiresAt = claims.expiresAt, expiresAt > self.now - Self.skew else { throw .expired }
        guard claims.notBefore.map({ $0 <= self.now + Self.skew }) ?? true else { throw .issuedAt }
    }

    /// Computes the hash of an access token that an ID token names (OpenID Connect Core 1.0, section 3.1.3.6), for algorithms with SHA-256.
    static func hash(of accessToken: String) -> String { Base64URL.encode(SHA256.hash(data: Array(accessToken.utf8)).prefix(16)) }

    private static func areEqual(_ a: String, _ b: String) -> Bool {
        guard a.utf8.count == b.utf8.count else { return false }
        return zip(a.utf8, b.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
