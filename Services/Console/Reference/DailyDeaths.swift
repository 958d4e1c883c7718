import Mortality

/// How many died somewhere on a day.
struct DailyDeaths<Place: Hashable & Sendable>: Hashable, Sendable {
    var place: Place
    var day: CivilDay
    var deaths: Int
}
