/// What an alert is about.
public enum AlertKind: String, Numbered {
    /// More deaths than expected.
    case excess
    /// So few that declarations are missing.
    case missingData

    /// The number that messages and the database know it by.
    public var number: Int16 {
        switch self {
        case .excess: 1
        case .missingData: 2
        }
    }
}
