/// Whether a person stands behind a red level. Without one it is not told outside the prefecture.
public enum Confirmation: String, Numbered {
    case notNeeded
    case pending
    case confirmed
    case declined

    /// The number that messages and the database know it by.
    public var number: Int16 {
        switch self {
        case .notNeeded: 1
        case .pending: 2
        case .confirmed: 3
        case .declined: 4
        }
    }
}
