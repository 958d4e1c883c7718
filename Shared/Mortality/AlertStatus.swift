/// How far people have got with an alert.
public enum AlertStatus: String, Numbered {
    case raised
    /// Somebody has taken it on.
    case acknowledged
    case closed

    /// The number that messages and the database know it by.
    public var number: Int16 {
        switch self {
        case .raised: 1
        case .acknowledged: 2
        case .closed: 3
        }
    }
}
