import Mortality

/// A day and the level it was given.
struct JudgedDay: Hashable, Sendable {
    let day: CivilDay
    let level: Level
}
