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

/// The deaths that a commune had in the past, with which unusual numbers are recognised.
struct PastDeaths: Hashable, Sendable {
    /// The mean number of deaths in a week of the last three years that are known.
    let perWeek: Double
    /// The most deaths of one day.
    let mostADay: Int

    /// Returns whether a number of deaths of one day is surprising: above that of the worst day of the past, and above two in any case.
    func isSurprising(_ deaths: Int) -> Bool { deaths > max(self.mostADay, 2) }

    /// Returns whether a number of deaths of one day is surprising; where no past is known, ten or more are.
    static func isSurprising(_ deaths: Int, by past: PastDeaths?) -> Bool { past.map { $0.isSurprising(deaths) } ?? (deaths >= 10) }
}
