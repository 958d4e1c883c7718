import Accounts
import Threading

/// The tokens that were verified lately: a form sends the same one several times, and verifying a signature is the one thing
/// that costs anything before anybody is known.
final class VerifiedTokens: Sendable {
    /// 1 MiB, some two thousand tokens. One that is forgotten is verified again.
    private let known = Locked(BoundedCache<String, DeclaringToken.Claims>(limit: 1 << 20))

    /// What a token says; nothing when it was not verified lately. Whether it is still worth something is another question.
    func claims(of text: String) -> DeclaringToken.Claims? { self.known.withLock { $0.value(of: text) } }

    func remember(_ claims: DeclaringToken.Claims, of text: String) {
        self.known.withLock { $0.keep(claims, as: text, weight: 400) }
    }
}
