import Accounts
import Hummingbird
import Web

/// A cookie for a few minutes of a way to the identity provider, beside the session's and as well kept: `__Host-vigie-…`, or, on
/// loopback, `vigie-…`. It must come along when the provider leads back, so `SameSite` is `Lax`.
struct PassingCookie: Hashable, Sendable {
    let name: String
    private let isSecure: Bool
    private let seconds: Int64

    /// What a way is begun with.
    static func flow(beside session: SessionCookie) -> PassingCookie { PassingCookie("fournisseur", CodeFlow.lifetime, session) }
    /// An identity that opens no session yet.
    static func identity(beside session: SessionCookie) -> PassingCookie { PassingCookie("identite", ShownIdentity.lifetime, session) }
    /// What a way out is begun with.
    static func departure(beside session: SessionCookie) -> PassingCookie { PassingCookie("depart", .seconds(600), session) }

    private init(_ name: String, _ lifetime: Duration, _ session: SessionCookie) {
        self.isSecure = session == .secure
        self.name = self.isSecure ? "__Host-vigie-\(name)" : "vigie-\(name)"
        self.seconds = lifetime.components.seconds
    }

    /// What a request shows; nothing when it shows none, or several: only somebody else can have set the other.
    func value(in request: Request) -> String? {
        var found: [Substring] = []
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix("\(self.name)=") { found.append(pair.dropFirst(self.name.count + 1)) }
            }
        }
        return found.count == 1 ? found.first.map { String($0) } : nil
    }

    /// The header `Set-Cookie` that gives it.
    func setting(_ value: String) -> String { self.header(value, self.seconds) }

    /// The header `Set-Cookie` that takes it away.
    var clearing: String { self.header("", 0) }

    private func header(_ value: String, _ age: Int64) -> String {
        "\(self.name)=\(value); Path=/; Max-Age=\(age); HttpOnly; SameSite=Lax\(self.isSecure ? "; Secure" : "")"
    }
}
