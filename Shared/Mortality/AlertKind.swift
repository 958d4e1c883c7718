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

/// What happened to an alert.
public enum AlertEventKind: String, Numbered {
    case raised
    /// The level that is computed changed.
    case levelChanged
    case acknowledged
    case commented
    /// A person raised the level.
    case escalated
    /// A person lowered the level.
    case lowered
    /// A person confirmed the red.
    case confirmed
    /// A person declined to confirm the red.
    case declined
    /// A person closed it.
    case closed
    /// The episode that it was about ended.
    case ended
    /// It was raised again within the same episode.
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
