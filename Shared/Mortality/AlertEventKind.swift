/// What happened to an alert.
public enum AlertEventKind: String, Numbered {
    case raised
    /// The computed level moved.
    case levelChanged
    case acknowledged
    case commented
    /// A person set a higher level, or a lower one.
    case escalated
    case lowered
    /// A person stood behind red, or would not.
    case confirmed
    case declined
    /// By a person.
    case closed
    /// The episode is over.
    case ended
    /// Raised again within the same episode.
    case reopened

    /// The number that messages and the database know it by.
    public var number: Int16 {
        switch self {
        case .raised: 1
        case .levelChanged: 2
        case .acknowledged: 3
        case .commented: 4
        case .escalated: 5
        case .lowered: 6
        case .confirmed: 7
        case .declined: 8
        case .closed: 9
        case .ended: 10
        case .reopened: 11
        }
    }
}
