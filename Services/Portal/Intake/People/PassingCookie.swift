import Accounts
import Hummingbird
import Web

/// A cookie for a few minutes of a way to the identity provider, beside the session's and as well kept: `__Host-vigie-…`, or, on
/// loopback, `vigie-…`. It must come along when the provider leads back, so `SameSite` is `Lax`.
struct PassingCookie: Hashable, Sendable {
    private let cookie: HostCookie
    private let lifetime: Duration

    var name: String { self.cookie.name }

    /// What a way is begun with.
    static func flow(beside session: SessionCookie) -> PassingCookie { PassingCookie("fournisseur", CodeFlow.lifetime, session) }
    /// An identity that opens no session yet.
    static func identity(beside session: SessionCookie) -> PassingCookie { PassingCookie("identite", ShownIdentity.lifetime, session) }
    /// What a way out is begun with.
    static func departure(beside session: SessionCookie) -> PassingCookie { PassingCookie("depart", .seconds(600), session) }

    private init(_ name: String, _ lifetime: Duration, _ session: SessionCookie) {
        self.cookie = session.beside(name)
        self.lifetime = lifetime
    }

    /// What a request shows; nothing when it shows none, or several.
    func value(in request: Request) -> String? { self.cookie.value(in: request) }

    /// The header `Set-Cookie` that gives it.
    func setting(_ value: String) -> String { self.cookie.setting(value, for: self.lifetime) }

    /// The header `Set-Cookie` that takes it away.
    var clearing: String { self.cookie.clearing }
}
