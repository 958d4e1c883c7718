/// What a map shows.
public enum Indicator: String, Numbered {
    /// Deaths of the day.
    case deaths
    /// Deaths of seven days per 100,000 inhabitants.
    case rate
    /// Deaths of seven days over those expected.
    case ratio
    case level
    /// Days reported out of seven.
    case completeness

    /// The number that messages and the database know it by.
    public var number: Int16 {
        switch self {
        case .deaths: 1
        case .rate: 2
        case .ratio: 3
        case .level: 4
        case .completeness: 5
        }
    }
}
