import OIDC
import Runtime
import Web

/// The identity provider that people may sign in with.
struct SignInProvider: Sendable {
    let provider: IdentityProvider
    /// The provider's name for people, such as « ProConnect ».
    let name: String
    /// Limits how many requests are made to the provider at once, for all people together.
    let underWay = UnderWay(most: 64)
}

/// The settings of the identity provider.
struct ProviderSettings: Sendable {
    let party: RelyingParty
    let name: String

    /// Reads the settings; `nil` where no issuer is set, and then no page mentions a provider.
    ///
    /// - Parameter cookie: On loopback, where sessions travel in the open, the provider may as well.
    /// - Throws: `SettingsError`.
    init?(_ settings: Settings, cookie: SessionCookie) throws(SettingsError) {
        guard let typed = settings.text("VIGIE_OIDC_ISSUER") else { return nil }
        let isLoopback = cookie == .loopback
        guard let issuer = ProviderAddress(typed, allowsLoopback: isLoopback) else {
            throw SettingsError(
                "VIGIE_OIDC_ISSUER", "it must be an https address, as the provider writes it (http only on loopback, with VIGIE_INSECURE_COOKIES=1)")
        }
        let clientID = try settings.required("VIGIE_OIDC_CLIENT_ID")
        let secret = try settings.secret("VIGIE_OIDC_CLIENT_SECRET")
        guard let algorithm = SigningAlgorithm(rawValue: settings.text("VIGIE_OIDC_ALGORITHM") ?? SigningAlgorithm.rs256.rawValue) else {
            throw SettingsError("VIGIE_OIDC_ALGORITHM", "it must be RS256 or ES256")
        }
        let levels = (settings.text("VIGIE_OIDC_SECOND_FACTOR") ?? Self.usualLevels).split(separator: " ").map(String.init)
        let methods = try (settings.text("VIGIE_OIDC_SECOND_FACTOR_METHODS") ?? "").split(separator: " ").map(Self.method)
        guard
            let party = RelyingParty(
                issuer: issuer, clientID: clientID, clientSecret: secret, algorithm: algorithm, secondFactorLevels: Set(levels.filter { $0 != "none" }),
                secondFactorMethods: Set(methods), allowsLoopback: isLoopback)
        else { throw SettingsError("VIGIE_OIDC_ISSUER", "issuer, client id or secret are empty or too long, or the issuer has parameters") }
        self.party = party
        self.name = settings.text("VIGIE_OIDC_NAME") ?? "ProConnect"
    }

    private static func method(_ word: Substring) throws(SettingsError) -> AuthenticationMethod {
        guard let method = AuthenticationMethod(rawValue: String(word)) else {
            let known = AuthenticationMethod.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingsError("VIGIE_OIDC_SECOND_FACTOR_METHODS", "only these can be a second factor: \(known)")
        }
        return method
    }

    /// The levels of eIDAS that require two factors: substantial and high.
    private static let usualLevels = "eidas2 eidas3"
}
