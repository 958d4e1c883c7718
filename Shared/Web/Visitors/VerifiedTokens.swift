import Accounts
import Threading

/// The tokens that were verified lately: a form sends the same one several times, and verifying a signature is the one thing that costs
/// anything before anybody is known.
final class VerifiedTokens: Sendable {
    /// What the tokens say, by their text: 1 MiB, some two thousand tokens. A forgotten one is verified again.
    private let known = Locked(BoundedCache<String, DeclaringToken.Claims>(limit: 1 << 20))

    /// Recalls what a token says; `nil` when it was not verified lately. Whether it has expired since is not checked here.
    func claims(of text: String) -> DeclaringToken.Claims? { self.known.withLock { $0.value(of: text) } }

    func remember(_ claims: DeclaringToken.Claims, of text: String) {
        self.known.withLock { $0.keep(claims, as: text, weight: 400) }
    }
}
