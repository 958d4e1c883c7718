import Mortality
import Runtime

/// What is known of a commune when its town hall's screen is drawn.
struct TownHallFacts: Sendable {
    struct Day: Hashable, Sendable {
        let day: CivilDay
        let deaths: Int
        /// Whether the commune has told of it; no death told is told.
        let isTold: Bool
    }

    /// How many days are asked about.
    static let days = 7
    /// How far back declarations are listed.
    static let listedDays = 30

    let place: TownHallPlace
    let now: Instant
    let today: CivilDay
    /// The last seven, today first.
    let days: [Day]
    /// The one that was received last first; nothing where the ledger could not be asked.
    let declarations: [StandingDeclaration]?
    let past: PastDeaths?
    let telephone: String?
}

extension TownHallFacts {
    /// The days as the copy of the counts has them, and as the ledger does, which is a moment ahead of it.
    ///
    /// - Parameter counted: deaths and whether the day was told; nothing of what is not known.
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
