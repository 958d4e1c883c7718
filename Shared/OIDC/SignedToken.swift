import Formats
import JWTKit

/// A signed token (RFC 7515, compact), taken apart. Nothing in it is believed before ``payload(pinned:keys:)`` has said so.
struct SignedToken: Sendable {
    /// The most bytes of a token; no provider's is longer.
    static let longest = 16 << 10

    let keyID: String?
    private let algorithm: String
    private let isCritical: Bool
    private let signed: [UInt8]
    private let claims: [UInt8]
    private let signature: [UInt8]

    init(_ text: String) throws(TokenFault) {
        guard text.utf8.count <= Self.longest else { throw .malformed }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(parts[0]), let claims = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2]),
            let members = ClaimMembers(header), let algorithm = members.text("alg")
        else { throw .malformed }
        self.algorithm = algorithm
        self.keyID = members.text("kid")
        self.isCritical = members.has("crit")
        self.signed = Array("\(parts[0]).\(parts[1])".utf8)
        self.claims = claims
        self.signature = signature
    }

    /// Checks that the header names the one algorithm, and demands nothing else.
    func check(pinned: SigningAlgorithm) throws(TokenFault) {
        guard self.algorithm == pinned.rawValue else { throw .algorithm }
        guard !self.isCritical else { throw .critical }
    }

    /// Verifies the signature and returns the claims.
    func payload(signedWith key: any JWTAlgorithm) throws(TokenFault) -> TokenClaims {
        guard !self.signature.isEmpty, (try? key.verify(self.signature, signs: self.signed)) == true else { throw .signature }
        return try TokenClaims(self.claims)
    }
}

/// The algorithms that a provider may sign with. A setting pins one; a token that names another is refused whatever its signature is.
public enum SigningAlgorithm: String, CaseIterable, Hashable, Sendable {
    case rs256 = "RS256"
    case es256 = "ES256"

    /// The kind of key that it takes (RFC 7518, section 6.1).
    var keyType: String { self == .rs256 ? "RSA" : "EC" }
}
