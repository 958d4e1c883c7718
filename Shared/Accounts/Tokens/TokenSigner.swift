import Crypto
public import Logging
public import Mortality
import Threading

/// Signs tokens with a key that lives in this process's memory alone, and is replaced every day.
///
/// A key signs only once its public half is published. Where publishing fails the key before goes on: it was published for
/// long enough to bridge a day without a database. Then its time is over, and nothing is signed until publishing works again.
public final class TokenSigner: Sendable {
    /// Thrown while no signing key is published.
    public struct NoKey: Error, Hashable, Sendable, CustomStringConvertible {
        /// Says in English that nothing can be signed.
        public let description = "no signing key is published"
    }

    /// A token, and when it expires.
    public struct Signed: Hashable, Sendable {
        /// The token as it is sent.
        public let text: String
        /// When the token expires.
        public let expiresAt: Instant
    }

    private struct Pair: Sendable {
        let half: Curve25519.Signing.PrivateKey
        let key: TokenKey
    }

    private struct Pairs: Sendable {
        /// The pair that is published, and signs.
        var current: Pair?
        /// A pair that was drawn and perhaps published: as long as that is not certain, it is published again, and not another.
        var next: Pair?
    }

    /// After how long a key is replaced.
    static let term = Duration.seconds(86_400)
    /// How long a public half is valid: its term, a day in which no other can be published, and an hour for tokens and clocks.
    static let knownFor = term * 2 + .seconds(3_600)

    private let publisher: any TokenKeyPublisher
    private let clock: @Sendable () -> Instant
    private let logger: Logger
    private let pairs = Locked(Pairs())

    /// Makes a signer that has no key until ``run()`` has published one.
    public init(publisher: any TokenKeyPublisher, clock: @escaping @Sendable () -> Instant, logger: Logger) {
        self.publisher = publisher
        self.clock = clock
        self.logger = logger
    }

    /// Why nothing can be signed now; `nil` when it can.
    public var absence: String? { self.usable == nil ? NoKey().description : nil }

    /// Signs a token of ten minutes.
    ///
    /// - Throws: `NoKey` before the first key was published, or when none could be for more than a day.
    public func token(for account: AccountID, commune: CommuneCode, standing: Standing) throws -> Signed {
        guard let pair = self.usable else { throw NoKey() }
        let now = self.clock()
        let claims = DeclaringToken.Claims(
            key: pair.key.id, account: account, commune: commune, standing: standing, issuedAt: now, expiresAt: now + DeclaringToken.lifetime)
        let token = DeclaringToken(claims, signature: Array(try pair.half.signature(for: claims.signed)))
        return Signed(text: token.text, expiresAt: claims.expiresAt)
    }

    /// Draws and publishes a key, when there is none or its term is over. Asked every minute, it keeps a published key at hand.
    ///
    /// - Throws: What publishing threw; the key is published the next time.
    public func renew() async throws {
        guard let next = self.due() else { return }
        try await self.publisher.publish(next.key)
        self.pairs.withLock { $0 = Pairs(current: next) }
        self.logger.info("a signing key is published", metadata: ["key": "\(next.key.id)"])
    }

    /// Returns the pair to publish now; nothing while the present one has time left.
    private func due() -> Pair? {
        let now = self.clock()
        return self.pairs.withLock { pairs in
            if let current = pairs.current, now - current.key.createdAt < Self.term { return nil }
            // One that waited for long would not be known for long.
            if let next = pairs.next, now - next.key.createdAt < Self.term / 24 { return next }
            let half = Curve25519.Signing.PrivateKey()
            let key = TokenKey(id: TokenKeyID(), publicKey: Array(half.publicKey.rawRepresentation), createdAt: now, expiresAt: now + Self.knownFor)
            pairs.next = Pair(half: half, key: key)
            return pairs.next
        }
    }

    /// The pair to sign with, whose public half is valid for longer than the token; `nil` where there is none.
    private var usable: Pair? {
        let now = self.clock()
        return self.pairs.withLock { pairs in
            pairs.current.flatMap { now + DeclaringToken.lifetime + TokenVerifier.clockSkew < $0.key.expiresAt ? $0 : nil }
        }
    }
}
