import Mortality
import Runtime

/// The facts about a commune that its town hall's screen is made of.
struct TownHallFacts: Sendable {
    struct Day: Hashable, Sendable {
        let day: CivilDay
        let deaths: Int
        /// Whether the commune has declared anything for the day, be it zero deaths.
        let isTold: Bool
    }

    /// The number of days that the screen asks about.
    static let days = 7
    /// For how many days back declarations are listed.
    static let listedDays = 30

    let place: TownHallPlace
    let now: Instant
    let today: CivilDay
    /// The last seven days, today first.
    let days: [Day]
    /// The declarations, the one that was received last first; `nil` where the ledger could not be asked.
    let declarations: [StandingDeclaration]?
    let past: PastDeaths?
    let telephone: String?
}

extension TownHallFacts {
    /// Returns the days, from the copy of the counts and from the ledger, which is a moment ahead of the copy.
    ///
    /// - Parameter counted: deaths and whether the day was told; `nil` for what is not known.
    static func days(until today: CivilDay, counted: (CivilDay) -> (deaths: Int, isTold: Bool)?, declarations: [StandingDeclaration]) -> [Day] {
        var told: [CivilDay: Int] = [:]
        for declaration in declarations where declaration.state == .counted || declaration.state == .conflict {
            if let content = declaration.current.content, !content.isWithdrawn { told[content.day, default: 0] += content.deaths }
        }
        return (0..<Self.days).map { back in
            let day = today.advanced(by: -back)
            let known = counted(day)
            return Day(day: day, deaths: max(known?.deaths ?? 0, told[day] ?? 0), isTold: (known?.isTold ?? false) || told[day] != nil)
        }
    }
}
