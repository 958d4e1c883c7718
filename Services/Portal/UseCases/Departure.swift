import Accounts
import Formats
import OIDC

/// Signs people out at the identity provider too. Without that, whoever sits down at the same computer is signed in again by one click, for as
/// long as the provider's own session lasts.
struct Departure: Sendable {
    let people: People

    /// Returns the provider's address that ends its session, and the state by which the browser is recognised when it is led back. It returns
    /// `nil` where no provider opened the session, or the provider is away. It must be asked before the session ends.
    func prepare(_ session: SessionReference, root: String) async -> (address: String, state: String)? {
        guard let provider = self.people.provider, !root.isEmpty, let known = try? await self.people.sessions.provider(of: session) else { return nil }
        let state = SessionToken().text
        let address = await provider.provider.leave(idToken: known.idToken, redirect: root + IdentitySignIn.left, state: state)
        return address.map { ($0, state) }
    }
}
