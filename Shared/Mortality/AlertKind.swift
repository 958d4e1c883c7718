/// What an alert is about.
public enum AlertKind: String, Numbered {
    /// More deaths than expected.
    case excess
    /// So few that declarations are missing.
    case missingData

    public var number: Int16 {
        switch self {
        case .excess: 1
        case .missingData: 2
        }
    }
}
