import Accounts
import Formats
import OIDC

/// The way out by the identity provider: without it, whoever sits down at the same computer is signed in again by one click, for as long
/// as the provider's own session lasts.
struct Departure: Sendable {
    let people: People

    /// Where a browser goes whose session ends, and what it keeps to be known by when it is led back; nothing where no provider opened the
    /// session, or it is away. To be asked before the session ends.
    func prepare(_ session: SessionReference, root: String) async -> (address: String, state: String)? {
        guard let provider = self.people.provider, !root.isEmpty, let known = try? await self.people.sessions.provider(of: session) else { return nil }
        let state = SessionToken().text
        let address = await provider.provider.leave(idToken: known.idToken, redirect: root + IdentitySignIn.left, state: state)
        return address.map { ($0, state) }
    }
}
