import Accounts
import Hummingbird
import Web

/// A cookie that lasts for the few minutes of a way to the identity provider, protected as the session's is: `__Host-vigie-…`, or `vigie-…` on
/// loopback. The browser must send it when the provider leads back, so `SameSite` is `Lax`.
struct PassingCookie: Hashable, Sendable {
    private let cookie: HostCookie
    private let lifetime: Duration

    var name: String { self.cookie.name }

    /// Returns the cookie that holds a sign-in which has begun.
    static func flow(beside session: SessionCookie) -> PassingCookie { PassingCookie("fournisseur", CodeFlow.lifetime, session) }
    /// Returns the cookie that holds an identity which no account is tied to yet.
    static func identity(beside session: SessionCookie) -> PassingCookie { PassingCookie("identite", ShownIdentity.lifetime, session) }
    /// Returns the cookie that holds a sign-out which has begun.
    static func departure(beside session: SessionCookie) -> PassingCookie { PassingCookie("depart", .seconds(600), session) }

    private init(_ name: String, _ lifetime: Duration, _ session: SessionCookie) {
        self.cookie = session.beside(name)
        self.lifetime = lifetime
    }

    /// Returns the cookie's value in a request; `nil` when the request has none, or several.
    func value(in request: Request) -> String? { self.cookie.value(in: request) }

    /// Returns the header `Set-Cookie` that sets the cookie.
    func setting(_ value: String) -> String { self.cookie.setting(value, for: self.lifetime) }

    /// The header `Set-Cookie` that removes the cookie.
    var clearing: String { self.cookie.clearing }
}
