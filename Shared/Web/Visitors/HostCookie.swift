import HTTPTypes
public import Hummingbird

/// A cookie that no script reads and that stays with this host: where it is secure, its name begins with `__Host-`, so that no browser
/// sends it over plain HTTP, to another host or to a part of the address alone.
public struct HostCookie: Hashable, Sendable {
    /// Whether the cookie comes along when another site leads here.
    public enum SameSite: String, Hashable, Sendable {
        case lax = "Lax"
        case strict = "Strict"
    }

    /// The cookie's name, with `__Host-` before it where it is secure.
    public let name: String
    let isSecure: Bool
    private let sameSite: SameSite

    init(name: String, isSecure: Bool, sameSite: SameSite = .lax) {
        self.name = name
        self.isSecure = isSecure
        self.sameSite = sameSite
    }

    /// Returns every value that a request shows of the cookie.
    public func values(in request: Request) -> [Substring] {
        request.headers[values: .cookie].flatMap { header in
            header.split(separator: ";").compactMap { pair in
                let pair = pair.drop { $0 == " " }
                return pair.hasPrefix("\(self.name)=") ? pair.dropFirst(self.name.count + 1) : nil
            }
        }
    }

    /// Returns the value that a request shows; `nil` when it shows none, or several, since only somebody else can have set the other.
    public func value(in request: Request) -> String? {
        let values = self.values(in: request)
        return values.count == 1 ? values.first.map { String($0) } : nil
    }

    /// Makes the header `Set-Cookie` that gives the cookie to a browser.
    public func setting(_ value: String, for lifetime: Duration) -> String {
        "\(self.name)=\(value); Path=/; Max-Age=\(max(lifetime.components.seconds, 0)); HttpOnly; SameSite=\(self.sameSite.rawValue)\(self.isSecure ? "; Secure" : "")"
    }

    /// The header `Set-Cookie` that takes the cookie away.
    public var clearing: String { self.setting("", for: .zero) }
}
