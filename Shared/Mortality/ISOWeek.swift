/// A week of ISO 8601: Monday to Sunday, in the year that its Thursday is in.
public struct ISOWeek: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The week's year, which differs from the calendar's around New Year.
    public let year: Int
    /// The number of the week, 1 to 53.
    public let week: Int

    /// The week a day is in.
    public init(of day: CivilDay) {
        let thursday = Int(day.daysSinceEpoch) + 4 - day.weekday
        // The Thursdays at both ends of the calendar stay within it or a year beside; their year is counted from here.
        let year = CivilCalendar.date(ofDays: thursday).year
        self.year = year
        self.week = (thursday - CivilCalendar.days(year: year, month: 1, day: 1)) / 7 + 1
    }

    /// The week as `2020-W09`.
    public var description: String { "\(self.year)-W\(self.week < 10 ? "0" : "")\(self.week)" }

    /// Orders weeks, the earlier first.
    public static func < (a: Self, b: Self) -> Bool { (a.year, a.week) < (b.year, b.week) }
}
