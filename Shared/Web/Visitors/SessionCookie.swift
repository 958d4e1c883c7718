public import Accounts
public import Hummingbird
public import Runtime

/// The cookie that carries a session: `__Host-vigie`; on loopback, where there is no TLS, `vigie-session`.
public struct SessionCookie: Hashable, Sendable {
    private let cookie: HostCookie

    /// The cookie's name.
    public var name: String { self.cookie.name }

    /// The cookie everywhere but on loopback.
    public static let secure = SessionCookie(name: "__Host-vigie", isSecure: true)
    /// The cookie on a machine that nobody else reaches.
    public static let loopback = SessionCookie(name: "vigie-session", isSecure: false)

    private init(name: String, isSecure: Bool) { self.cookie = HostCookie(name: name, isSecure: isSecure) }

    /// Chooses the cookie by the settings: `VIGIE_INSECURE_COOKIES=1` asks for that of loopback.
    ///
    /// - Throws: `SettingsError` where that is asked for on an address that others reach.
    public init(_ settings: Settings) throws(SettingsError) {
        guard let text = settings.text("VIGIE_INSECURE_COOKIES"), text != "0" else {
            self = .secure
            return
        }
        guard text == "1" else { throw SettingsError("VIGIE_INSECURE_COOKIES", "it must be 0 or 1") }
        let host = settings.text("VIGIE_HOST") ?? "127.0.0.1"
        guard host == "localhost" || host == "::1" || Self.isLoopback(host) else {
            throw SettingsError("VIGIE_INSECURE_COOKIES", "sessions without TLS are for loopback alone, and VIGIE_HOST is another address")
        }
        self = .loopback
    }

    /// Tells whether a text is an address of 127.0.0.0/8, in its usual form.
    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Makes another cookie of the same kind: `__Host-vigie-…`, or, on loopback, `vigie-…`.
    public func beside(_ name: String, sameSite: HostCookie.SameSite = .lax) -> HostCookie {
        HostCookie(name: self.cookie.isSecure ? "__Host-vigie-\(name)" : "vigie-\(name)", isSecure: self.cookie.isSecure, sameSite: sameSite)
    }

    /// Returns the session that a request shows; `nil` when it shows none, or several.
    public func token(in request: Request) -> SessionToken? { self.cookie.value(in: request).flatMap { SessionToken($0) } }

    /// Makes the header `Set-Cookie` that gives a browser a session, for as long as it may be idle.
    public func setting(_ token: SessionToken, for idle: Duration) -> String { self.cookie.setting("\(token.text)", for: idle) }

    /// The header `Set-Cookie` that takes the session away from a browser.
    public var clearing: String { self.cookie.clearing }
}
