/// A day of the Gregorian calendar, without a time or a zone: the day of a death where it happened.
public struct CivilDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1 January 1970.
    public let daysSinceEpoch: Int32

    /// The first day there is: 1 January 1900.
    public static let first = CivilDay(unchecked: Int32(CivilCalendar.days(year: 1900, month: 1, day: 1)))
    /// The last day there is: 31 December 2200.
    public static let last = CivilDay(unchecked: Int32(CivilCalendar.days(year: 2200, month: 12, day: 31)))

    init(unchecked days: Int32) { self.daysSinceEpoch = days }

    /// Makes the day that lies that many days after 1 January 1970.
    ///
    /// - Throws: `Rejection` of field `day` outside 1900–2200.
    public init(daysSinceEpoch days: Int) throws(Rejection) {
        guard (Int(Self.first.daysSinceEpoch)...Int(Self.last.daysSinceEpoch)).contains(days) else {
            throw Rejection(field: "day", reason: "not a day from 1900 to 2200")
        }
        self.daysSinceEpoch = Int32(days)
    }

    /// Makes the day of a date.
    ///
    /// - Throws: `Rejection` of field `day` for a day that the calendar does not have, or outside 1900–2200.
    public init(year: Int, month: Int, day: Int) throws(Rejection) {
        guard (1900...2200).contains(year), (1...12).contains(month), day >= 1, day <= CivilCalendar.length(ofMonth: month, year: year) else {
            throw Rejection(field: "day", reason: "not a day of the calendar from 1900 to 2200")
        }
        self.daysSinceEpoch = Int32(CivilCalendar.days(year: year, month: month, day: day))
    }

    /// Reads `YYYY-MM-DD` (ISO 8601, extended format), and nothing else.
    ///
    /// - Throws: `Rejection` of field `day`.
    public init(iso text: String) throws(Rejection) {
        let utf8 = Array(text.utf8)
        let isDigit = { (index: Int) in (0x30...0x39).contains(utf8[index]) }
        guard utf8.count == 10, utf8[4] == 0x2D, utf8[7] == 0x2D, [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy(isDigit) else {
            throw Rejection(field: "day", reason: "not written YYYY-MM-DD")
        }
        let number = { (range: Range<Int>) in utf8[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
        try self.init(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    }

    /// Makes the day that it is in a place at an instant: Unix time in seconds, and the place's offset from UTC at that instant.
    ///
    /// An instant outside 1900–2200 gives the nearest day there is.
    public init(unixSeconds: Int64, offsetSeconds: Int) {
        let (local, overflow) = unixSeconds.addingReportingOverflow(Int64(offsetSeconds))
        let seconds = overflow ? unixSeconds : local
        let days = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        self.daysSinceEpoch = Int32(min(max(days, Int64(Self.first.daysSinceEpoch)), Int64(Self.last.daysSinceEpoch)))
    }

    private var civil: (year: Int, month: Int, day: Int) { CivilCalendar.date(ofDays: Int(self.daysSinceEpoch)) }

    /// The year, 1900 to 2200.
    public var year: Int { self.civil.year }
    /// The month, 1 to 12.
    public var month: Int { self.civil.month }
    /// Day of the month, 1 to 31.
    public var day: Int { self.civil.day }
    /// The weekday of ISO 8601, 1 for Monday to 7 for Sunday.
    public var weekday: Int { (Int(self.daysSinceEpoch) + 70_003) % 7 + 1 }

    /// The ISO 8601 week the day is in.
    public var isoWeek: ISOWeek { ISOWeek(of: self) }

    /// Returns the day that many days later, or the first or last day there is where that would be outside 1900–2200.
    public func advanced(by days: Int) -> CivilDay {
        let (moved, overflow) = Int(self.daysSinceEpoch).addingReportingOverflow(days)
        let bounded = min(max(moved, Int(Self.first.daysSinceEpoch)), Int(Self.last.daysSinceEpoch))
        return CivilDay(unchecked: overflow ? (days < 0 ? Self.first : Self.last).daysSinceEpoch : Int32(bounded))
    }

    /// Days from this day to another; negative when the other is earlier.
    public func distance(to other: CivilDay) -> Int { Int(other.daysSinceEpoch) - Int(self.daysSinceEpoch) }

    /// Returns the same day of another year; 29 February becomes 28 in a common year.
    public func addingYears(_ years: Int) -> CivilDay {
        let (year, month, day) = self.civil
        let moved = min(max(year + years, 1900), 2200)
        return (try? CivilDay(year: moved, month: month, day: min(day, CivilCalendar.length(ofMonth: month, year: moved)))) ?? self
    }

    /// Lists the days from one day to another, both included; none when the last is before the first.
    public static func days(from first: CivilDay, through last: CivilDay) -> [CivilDay] {
        guard first <= last else { return [] }
        return (first.daysSinceEpoch...last.daysSinceEpoch).map(CivilDay.init(unchecked:))
    }

    /// The day as `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = self.civil
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// Orders days, the earlier first.
    public static func < (a: Self, b: Self) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }
}
