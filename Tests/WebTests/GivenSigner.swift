import Accounts
import Mortality
import Runtime
import Threading

/// A Portal that signs tokens at noon, and publishes its key to whoever verifies them.
final class GivenSigner: TokenKeyPublisher {
    let account = AccountID()
    private let published = Locked<[TokenKey]>([])

    func publish(_ key: TokenKey) async throws { self.published.withLock { $0.append(key) } }

    var verifier: TokenVerifier { TokenVerifier(keys: self.published.withLock { $0 }) }

    /// The same, after an account was revoked.
    func verifier(revoking account: AccountID, at instant: Instant) -> TokenVerifier {
        TokenVerifier(keys: self.published.withLock { $0 }, revocations: [account: instant])
    }

    /// A token of ten minutes for Vannes, of a signer that has just begun.
    func sign() async throws -> String {
        let signer = TokenSigner(publisher: self, clock: { Given.noon }, logger: Given.quiet)
        try await signer.renew()
        return try signer.token(for: self.account, commune: try Given.vannes, standing: .own).text
    }
}
