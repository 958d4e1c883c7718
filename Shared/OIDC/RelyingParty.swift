/// Who we are to an identity provider, and what we accept from it.
public struct RelyingParty: Sendable, CustomStringConvertible, CustomReflectable {
    /// The provider's identifier, which is also where it describes itself.
    public let issuer: ProviderAddress
    /// The name that the provider knows us by (`client_id`).
    public let clientID: String
    let clientSecret: String
    /// The one algorithm that its tokens may be signed with.
    public let algorithm: SigningAlgorithm
    /// The levels (`acr`) that count as a second factor.
    public let secondFactorLevels: Set<String>
    /// The methods (`amr`) that count as a second factor.
    public let secondFactorMethods: Set<AuthenticationMethod>
    /// Whether the provider's addresses may be `http` on this machine.
    let allowsLoopback: Bool

    /// Checks who we are to a provider.
    ///
    /// - Returns: `nil` where the issuer has parameters, or a name or secret is empty or too long.
    public init?(
        issuer: ProviderAddress, clientID: String, clientSecret: String, algorithm: SigningAlgorithm = .rs256, secondFactorLevels: Set<String> = [],
        secondFactorMethods: Set<AuthenticationMethod> = [], allowsLoopback: Bool = false
    ) {
        guard issuer.isBare, (1...255).contains(clientID.utf8.count), (1...1_024).contains(clientSecret.utf8.count), issuer.text.utf8.count <= 255 else {
            return nil
        }
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.algorithm = algorithm
        self.secondFactorLevels = secondFactorLevels
        self.secondFactorMethods = secondFactorMethods
        self.allowsLoopback = allowsLoopback
    }

    /// Returns the level or method by which the provider vouches for a second factor, of those that count; `nil` where it does not.
    func secondFactor(level: String?, methods: [String]) -> String? {
        if let level, self.secondFactorLevels.contains(level) { return level }
        let told = Set(methods)
        return AuthenticationMethod.allCases.first { self.secondFactorMethods.contains($0) && $0.isSecond(among: told) }?.rawValue
    }

    // The secret comes into no log and no report.
    /// The name that the provider knows us by, and the provider; the secret is not told.
    public var description: String { "\(self.clientID) at \(self.issuer)" }
    /// A mirror that shows the description alone, so that reflection and `dump` show no secret.
    public var customMirror: Mirror { Mirror(self, children: [("description", self.description)]) }
}
