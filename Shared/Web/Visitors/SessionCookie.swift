public import Accounts
public import Hummingbird
public import Runtime

/// The cookie that a session is known by: `__Host-vigie`; on loopback, where there is no TLS, `vigie-session`.
public struct SessionCookie: Hashable, Sendable {
    private let cookie: HostCookie

    /// The cookie's name.
    public var name: String { self.cookie.name }

    /// For everywhere but loopback.
    public static let secure = SessionCookie(name: "__Host-vigie", isSecure: true)
    /// For a machine that nobody else reaches.
    public static let loopback = SessionCookie(name: "vigie-session", isSecure: false)

    private init(name: String, isSecure: Bool) { self.cookie = HostCookie(name: name, isSecure: isSecure) }

    /// The one that the settings ask for: `VIGIE_INSECURE_COOKIES=1` for loopback.
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

    /// An address of 127.0.0.0/8, in its usual form.
    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Another cookie of the same house, as well kept: `__Host-vigie-…`, or, on loopback, `vigie-…`.
    public func beside(_ name: String, sameSite: HostCookie.SameSite = .lax) -> HostCookie {
        HostCookie(name: self.cookie.isSecure ? "__Host-vigie-\(name)" : "vigie-\(name)", isSecure: self.cookie.isSecure, sameSite: sameSite)
    }

    /// The session that a request shows; nothing when it shows none, or several.
    public func token(in request: Request) -> SessionToken? { self.cookie.value(in: request).flatMap { SessionToken($0) } }

    /// The header `Set-Cookie` that gives a browser a session, for as long as it may be idle.
    public func setting(_ token: SessionToken, for idle: Duration) -> String { self.cookie.setting("\(token.text)", for: idle) }

    /// The header `Set-Cookie` that takes it away.
    public var clearing: String { self.cookie.clearing }
}
