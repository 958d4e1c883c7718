import Mortality

/// The news of one day of a replay.
struct ReplayStep: Hashable, Sendable {
    /// The number of deaths that is known of a department's day.
    struct News: Hashable, Sendable {
        let department: DepartmentCode
        let day: CivilDay
        let count: Count
    }

    /// A number of deaths, by department or by commune.
    enum Count: Hashable, Sendable {
        /// The deaths of the whole department, which the replay allocates to its communes.
        case total(Int)
        /// The deaths in each commune; one that is missing has none.
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
    /// The news that come on that day, ordered by the day they are about and by department.
    let news: [News]
}
