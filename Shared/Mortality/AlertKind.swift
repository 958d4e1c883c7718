/// What an alert is about.
public enum AlertKind: String, Numbered {
    /// There are more deaths than expected.
    case excess
    /// There are so few deaths that declarations must be missing.
    case missingData

    /// The number that messages and the database know it by.
    public var number: Int16 {
        switch self {
        case .excess: 1
        case .missingData: 2
        }
    }
}
