/// Who we are to an identity provider, and what we take from it.
public struct RelyingParty: Sendable, CustomStringConvertible, CustomReflectable {
    public let issuer: ProviderAddress
    public let clientID: String
    let clientSecret: String
    public let algorithm: SigningAlgorithm
    /// The levels (`acr`) that count as a second factor.
    public let secondFactorLevels: Set<String>
    /// Whether the provider's addresses may be `http` on this machine.
    let allowsLoopback: Bool

    /// - Returns: Nothing where the issuer has parameters, or a name or secret is empty or too long.
    public init?(
        issuer: ProviderAddress, clientID: String, clientSecret: String, algorithm: SigningAlgorithm = .rs256, secondFactorLevels: Set<String> = [],
        allowsLoopback: Bool = false
    ) {
        guard issuer.isBare, (1...255).contains(clientID.utf8.count), (1...1_024).contains(clientSecret.utf8.count), issuer.text.utf8.count <= 255 else { return nil }
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.algorithm = algorithm
        self.secondFactorLevels = secondFactorLevels
        self.allowsLoopback = allowsLoopback
    }

    // The secret comes into no log and no report.
    public var description: String { "\(self.clientID) at \(self.issuer)" }
    public var customMirror: Mirror { Mirror(self, children: [("description", self.description)]) }
}
