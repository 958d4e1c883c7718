/// How whoever declares stands to the commune that they declare for. The ledger stores it with the account.
public enum Standing: String, Numbered, Codable {
    /// They are a clerk of the commune itself.
    case own
    /// They are of the prefecture or its call centre, and declare for a commune that could not do so itself.
    case onBehalf = "on-behalf"

    /// The number that messages, tokens and the ledger know it by.
    public var number: Int16 {
        switch self {
        case .own: 1
        case .onBehalf: 2
        }
    }
}
