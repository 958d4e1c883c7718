import Accounts
import Logging
import Mortality
import Runtime
import Threading

@testable import Ingest

/// A Portal that signs tokens, and publishes its key to whoever verifies them.
final class GivenToken: TokenKeyPublisher {
    let account = AccountID()
    private let published = Locked<[TokenKey]>([])
    private let now: Locked<Instant>

    /// - Parameter now: The signer's clock.
    init(at now: Instant = Door.noon) { self.now = Locked(now) }

    var keys: [TokenKey] { self.published.withLock { $0 } }

    func publish(_ key: TokenKey) async throws { self.published.withLock { $0.append(key) } }

    /// A token of ten minutes, of a signer that has just begun.
    func sign(_ commune: String = "56260", _ standing: Standing = .own) async throws -> String {
        let now = self.now
        let signer = TokenSigner(publisher: self, clock: { now.withLock { $0 } }, logger: Door.silent)
        try await signer.renew()
        return try signer.token(for: self.account, commune: try CommuneCode(commune), standing: standing).text
    }

    /// What verifies its tokens, with its account's tokens revoked at an instant, or never.
    func verifier(revokedAt: Instant? = nil) -> TokenVerifier {
        TokenVerifier(keys: self.keys, revocations: revokedAt.map { [self.account: $0] } ?? [:])
    }
}
