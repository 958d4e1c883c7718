import Mortality

/// What INSEE had published by a date: totals of departments by day.
struct Vintage: Hashable, Sendable {
    let published: CivilDay
    let totals: [DailyDeaths<DepartmentCode>]
}
