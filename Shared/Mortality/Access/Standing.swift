/// How whoever declares stands to the commune that they declare for. The ledger keeps it with the account.
public enum Standing: String, Numbered, Codable {
    /// A clerk of the commune itself.
    case own
    /// The prefecture or its call centre, for a commune that could not declare itself.
    case onBehalf = "on-behalf"

    /// The number that messages, tokens and the ledger know it by.
    public var number: Int16 {
        switch self {
        case .own: 1
        case .onBehalf: 2
        }
    }
}
