import Mortality

/// What becomes known on one day of a replay.
struct ReplayStep: Hashable, Sendable {
    /// What is known of a department's day.
    struct News: Hashable, Sendable {
        let department: DepartmentCode
        let day: CivilDay
        let count: Count
    }

    /// How many died.
    enum Count: Hashable, Sendable {
        /// In the department; to be allocated to its communes.
        case total(Int)
        /// In each commune; where none is told, none died.
        case byCommune([CommuneCode: Int])

        var deaths: Int {
            switch self {
            case .total(let deaths): deaths
            case .byCommune(let counts): counts.values.reduce(0, +)
            }
        }
    }

    /// The day of the replay.
    let day: CivilDay
    /// By department and day.
    let news: [News]
}
