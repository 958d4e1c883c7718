import Formats
public import Mortality

/// What a clerk's form declares with: it holds for one commune for ten minutes, is signed by Portal (Ed25519), and is verified by Ingest
/// without asking anybody. Its text is `vgt_` + base64url(payload) + `.` + base64url(signature), always 154 characters.
///
/// The payload has 47 bytes, numbers in network order:
///
/// | bytes | what |
/// |---|---|
/// | 0 | the layout's version, 1 |
/// | 1–8 | the signing key's id |
/// | 9–24 | the account (UUID) |
/// | 25–29 | the commune's code, in ASCII |
/// | 30 | standing: 1 for its own commune, 2 on a commune's behalf |
/// | 31–38 | when it was issued, in microseconds since 1970, UTC |
/// | 39–46 | when it expires, likewise |
///
/// What is signed is `vigie declaring token` and a zero byte before the payload, so that nothing else that the key may ever
/// sign passes for a token. A token has one text: base64url is read in its canonical form alone.
public struct DeclaringToken: Hashable, Sendable {
    /// What a token says.
    public struct Claims: Hashable, Sendable {
        /// The key that it was signed with.
        public let key: TokenKeyID
        /// The account that the token was given to, and in whose name it declares.
        public let account: AccountID
        /// The one commune that may be declared for, its arrondissements included.
        public let commune: CommuneCode
        /// Whether the account declares for its own commune or on the commune's behalf.
        public let standing: Standing
        /// When it was issued.
        public let issuedAt: Instant
        /// From when on the token is worth nothing.
        public let expiresAt: Instant

        /// Makes claims; whether they are allowed is judged by who gives tokens, and whether they are true by `TokenVerifier`.
        public init(
            key: TokenKeyID, account: AccountID, commune: CommuneCode, standing: Standing, issuedAt: Instant, expiresAt: Instant
        ) {
            self.key = key
            self.account = account
            self.commune = commune
            self.standing = standing
            self.issuedAt = issuedAt
            self.expiresAt = expiresAt
        }
    }

    /// What every token begins with.
    public static let prefix = "vgt_"
    /// How long a token is valid.
    public static let lifetime = Duration.seconds(600)

    /// What the token says, whether or not that is true: `TokenVerifier` judges it.
    let claims: Claims
    let signature: [UInt8]

    /// Makes a token of claims and their signature.
    ///
    /// - Parameter signature: 64 bytes.
    init(_ claims: Claims, signature: [UInt8]) {
        self.claims = claims
        self.signature = signature
    }

    /// Reads a token's text; `nil` for a text that differs from one in any byte.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length, text.hasPrefix(Self.prefix) else { return nil }
        let parts = text.dropFirst(Self.prefix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let payload = Base64URL.decode(parts[0]), payload.count == Claims.size,
            let signature = Base64URL.decode(parts[1]), signature.count == Self.signatureSize, let claims = Claims(payload)
        else { return nil }
        self.claims = claims
        self.signature = signature
    }

    /// Reads the id of the key that a token says it was signed with, before anything is verified; `nil` for what is no token.
    public static func keyID(of text: String) -> TokenKeyID? { DeclaringToken(text)?.claims.key }

    /// The token as it is sent.
    public var text: String { "\(Self.prefix)\(Base64URL.encode(self.claims.payload)).\(Base64URL.encode(self.signature))" }

    private static let signatureSize = 64
    /// How long a token's text is: 63 characters for 47 bytes, 86 for 64, the prefix and the point.
    static let length = prefix.utf8.count + 63 + 1 + 86
}

extension DeclaringToken.Claims {
    fileprivate static let size = 47
    private static let version: UInt8 = 1

    /// Reads a payload of the right size; `nil` for one that no token can have.
    fileprivate init?(_ payload: [UInt8]) {
        guard payload.count == Self.size, payload[0] == Self.version, let key = TokenKeyID(bytes: Array(payload[1..<9])),
            let account = try? AccountID(bytes: Array(payload[9..<25])), let code = String(validating: payload[25..<30], as: UTF8.self),
            let commune = try? CommuneCode(code), let standing = Standing(number: Int16(payload[30]))
        else { return nil }
        self.init(
            key: key, account: account, commune: commune, standing: standing, issuedAt: Self.instant(payload[31..<39]),
            expiresAt: Self.instant(payload[39..<47]))
    }

    /// The 47 bytes of the table above.
    var payload: [UInt8] {
        [Self.version] + self.key.bytes + self.account.bytes + Array(self.commune.text.utf8) + [UInt8(truncatingIfNeeded: self.standing.number)]
            + Self.bytes(self.issuedAt.microseconds) + Self.bytes(self.expiresAt.microseconds)
    }

    /// The bytes that the key signs.
    var signed: [UInt8] { Array("vigie declaring token\0".utf8) + self.payload }

    private static func instant(_ bytes: ArraySlice<UInt8>) -> Instant {
        Instant(microseconds: Int64(bitPattern: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
    }

    private static func bytes(_ number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * Int64($0))) }
    }
}
