import Crypto
import Formats
import Foundation

/// One person's way to the identity provider and back (OpenID Connect, code flow with PKCE): a pure value that the browser keeps in a sealed
/// cookie, and that judges the redirect that comes back.
///
/// The cookie alone holds it, so it is bound to the browser that began, nobody fills a memory of ours by beginning, and any instance
/// sees it to its end. That it ends once is the database's word (`IdentityStore.use`), before the code is shown to anybody.
public struct CodeFlow: Hashable, Sendable, KeptSecret {
    /// How long somebody may take at the provider: ten minutes.
    public static let lifetime: Duration = .seconds(600)
    static let lifetimeInSeconds: Int64 = 600

    /// What the redirect must bring back: 43 characters of 256 random bits.
    public let state: String
    /// What the ID token must hold: 43 characters of 256 random bits.
    public let nonce: String
    /// What only we can show together with the code (RFC 7636): 43 characters of 256 random bits.
    public let verifier: String
    /// The address that the provider was told to lead back to.
    public let redirect: String
    /// The path that the person wanted to see before they were sent to sign in.
    public let next: String?
    /// When the flow began, in seconds since 1970.
    public let startedAt: Int64

    /// Begins a flow, with a state, nonce and verifier of its own.
    ///
    /// - Parameter seconds: Now, since 1970.
    public init(redirect: String, next: String?, at seconds: Int64) {
        self.state = Base64URL.encode(SecretBytes.draw(32))
        self.nonce = Base64URL.encode(SecretBytes.draw(32))
        self.verifier = Base64URL.encode(SecretBytes.draw(32))
        self.redirect = redirect
        self.next = next
        self.startedAt = seconds
    }

    /// The challenge that the provider is shown at the beginning: the verifier's SHA-256 in base64url (method S256).
    public var challenge: String { Base64URL.encode(SHA256.hash(data: Array(self.verifier.utf8))) }

    /// The SHA-256 of the state, under which it is noted that the flow was used.
    public var reference: [UInt8] { Array(SHA256.hash(data: Array(self.state.utf8))) }

    // MARK: Coming back

    /// The query parameters that a redirect from the provider brings.
    public struct Return: Hashable, Sendable {
        /// The authorization code, to be exchanged for tokens (`code`).
        public var code: String?
        /// The state that the provider hands back (`state`).
        public var state: String?
        /// Which provider says that it answers (`iss`, RFC 9207).
        public var issuer: String?
        /// Why the provider refuses (`error`).
        public var error: String?

        /// Makes one of the query parameters of the redirect; each may be absent.
        public init(code: String? = nil, state: String? = nil, issuer: String? = nil, error: String? = nil) {
            self.code = code
            self.state = state
            self.issuer = issuer
            self.error = error
        }
    }

    /// Why a redirect leads no further.
    public enum Fault: String, Error, CaseIterable, Hashable, Sendable {
        /// The state is none of this flow: it belongs to another one, perhaps to another browser's.
        case state = "another-state"
        /// More than ten minutes have passed, or the flow claims to begin in the future.
        case over
        /// It comes from another provider (RFC 9207), or does not say from which although this one always does.
        case issuer = "another-issuer"
        /// The person gave up, or the provider did not let them in.
        case refused
        /// There is no code, or none that may be one.
        case noCode = "no-code"
    }

    /// Judges a redirect and returns its code.
    ///
    /// - Parameters:
    ///   - issuer: Whom the flow was begun with.
    ///   - saysIssuer: Whether that provider says in each redirect who it is.
    public func code(from answer: Return, issuer: String, saysIssuer: Bool, at seconds: Int64) throws(Fault) -> String {
        guard let state = answer.state, SecretBytes.areEqual(Array(state.utf8), Array(self.state.utf8)) else { throw .state }
        let (age, overflow) = seconds.subtractingReportingOverflow(self.startedAt)
        guard !overflow, (-30...Self.lifetimeInSeconds).contains(age) else { throw .over }
        if let told = answer.issuer { guard told == issuer else { throw .issuer } } else if saysIssuer { throw .issuer }
        guard answer.error == nil else { throw .refused }
        guard let code = answer.code, (1...2_048).contains(code.utf8.count), code.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .noCode }
        return code
    }

    // MARK: In the browser

    /// Opens a cookie; `nil` for one that was not sealed by us or was altered. Whether its time is over is judged with the redirect.
    public init?(_ text: String, under secret: PortalSecret) {
        guard text.utf8.count <= 4_096, let sealed = Base64URL.decode(text), let bytes = secret.opened(sealed, for: .flow),
            let kept = try? JSONDecoder().decode(Kept.self, from: Data(bytes))
        else { return nil }
        self.state = kept.state
        self.nonce = kept.nonce
        self.verifier = kept.verifier
        self.redirect = kept.redirect
        self.next = kept.next
        self.startedAt = kept.startedAt
    }

    /// Seals the flow into the value of a cookie; `nil` when it cannot be sealed, which does not happen in practice.
    public func sealed(under secret: PortalSecret) -> String? {
        let kept = Kept(
            state: self.state, nonce: self.nonce, verifier: self.verifier, redirect: self.redirect, next: self.next, startedAt: self.startedAt)
        guard let bytes = try? JSONEncoder().encode(kept) else { return nil }
        return secret.sealed(Array(bytes), for: .flow).map { Base64URL.encode($0) }
    }

    private struct Kept: Codable {
        let state: String
        let nonce: String
        let verifier: String
        let redirect: String
        let next: String?
        let startedAt: Int64
    }
}
