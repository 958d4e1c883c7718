/// How far mortality lies above what was to be expected.
public enum Level: String, Numbered {
    case green
    case yellow
    case orange
    case red
    /// It was not judged: there is no history, or too few days were reported.
    case unknown

    /// The number that messages and the database know it by.
    public var number: Int16 {
        switch self {
        case .green: 1
        case .yellow: 2
        case .orange: 3
        case .red: 4
        case .unknown: 5
        }
    }

    /// How urgent it is: 0 for green and unknown, 1 for yellow, 2 for orange, 3 for red.
    public var severity: Int {
        switch self {
        case .green, .unknown: 0
        case .yellow: 1
        case .orange: 2
        case .red: 3
        }
    }
}
