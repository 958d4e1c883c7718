/// What a death is attributed to, as far as the mairie knows. It does not see the medical certificate: `unknown` is an
/// honest answer.
public enum Cause: String, Numbered {
    case covidConfirmed
    case covidSuspected
    case other
    case unknown

    /// The number that messages and the database know it by.
    public var number: Int16 {
        switch self {
        case .covidConfirmed: 1
        case .covidSuspected: 2
        case .other: 3
        case .unknown: 4
        }
    }
}
