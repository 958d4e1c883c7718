@testable import Mortality
import Formats
import Testing

@Suite("Civil days")
struct CivilDayTests {
    @Test("Every day of three centuries agrees with a calendar that is turned leaf by leaf")
    func everyDay() throws {
        var calendar = LeafCalendar()
        for days in -25_567...84_370 {
            let day = try CivilDay(daysSinceEpoch: days)
            guard day.year == calendar.year, day.month == calendar.month, day.day == calendar.day,
                day.weekday == calendar.weekday, day.isoWeek.year == calendar.weekYear, day.isoWeek.week == calendar.week
            else {
                Issue.record("\(day), weekday \(day.weekday), \(day.isoWeek) is not \(calendar)")
                return
            }
            guard try CivilDay(year: calendar.year, month: calendar.month, day: calendar.day) == day,
                day.description == calendar.iso, try CivilDay(iso: calendar.iso) == day
            else {
                Issue.record("\(day) does not come back from \(calendar)")
                return
            }
            calendar.turn()
        }
        #expect(calendar.iso == "2201-01-01")
    }

    @Test("One calendar counts the days of all years, also beyond both ends of what is admitted")
    func oneCalendar() {
        #expect(CivilCalendar.days(year: 1970, month: 1, day: 1) == 0)
        #expect(CivilCalendar.days(year: 2201, month: 1, day: 1) == 84_371)
        #expect(CivilDay.last.daysSinceEpoch == 84_370 && CivilDay.first.daysSinceEpoch == -25_567)
        var expected = CivilCalendar.days(year: -4, month: 1, day: 1)
        for year in -4...2_801 {
            for month in 1...12 {
                for day in 1...CivilCalendar.length(ofMonth: month, year: year) {
                    guard CivilCalendar.days(year: year, month: month, day: day) == expected,
                        CivilCalendar.date(ofDays: expected) == (year, month, day)
                    else {
                        Issue.record("\(year)-\(month)-\(day) is not day \(expected)")
                        return
                    }
                    expected += 1
                }
            }
        }
    }

    @Test("A year has 53 weeks when it begins on a Thursday, or on a Wednesday in a leap year", arguments: 1901...2199)
    func longYears(year: Int) throws {
        let first = try CivilDay(year: year, month: 1, day: 1)
        let isLeap = try CivilDay(year: year, month: 3, day: 1).distance(to: CivilDay(year: year, month: 2, day: 28)) == -2
        let isLong = first.weekday == 4 || (isLeap && first.weekday == 3)
        #expect(try CivilDay(year: year, month: 12, day: 28).isoWeek.week == (isLong ? 53 : 52))
    }

    @Test(
        "Weeks around New Year are those of the standard's own examples",
        arguments: [
            ("2005-01-01", "2004-W53"), ("2005-01-02", "2004-W53"), ("2005-12-31", "2005-W52"), ("2006-01-01", "2005-W52"),
            ("2007-01-01", "2007-W01"), ("2008-12-29", "2009-W01"), ("2009-12-31", "2009-W53"), ("2010-01-03", "2009-W53"),
            ("2020-12-31", "2020-W53"), ("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"), ("2020-03-01", "2020-W09"),
        ])
    func knownWeeks(day: String, week: String) throws {
        #expect(try CivilDay(iso: day).isoWeek.description == week)
    }

    @Test(
        "What the calendar does not have is refused",
        arguments: [
            (1900, 2, 29), (2100, 2, 29), (2023, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1),
            (2024, 1, 0), (2024, 1, 32), (1899, 12, 31), (2201, 1, 1), (.max, 1, 1), (.min, .min, .min),
        ])
    func refusedDates(year: Int, month: Int, day: Int) {
        #expect(throws: Rejection(field: "day", reason: "not a day of the calendar from 1900 to 2200")) {
            try CivilDay(year: year, month: month, day: day)
        }
    }

    @Test("Leap days are days", arguments: ["1904-02-29", "2000-02-29", "2024-02-29", "2196-02-29"])
    func leapDays(text: String) throws {
        #expect(try CivilDay(iso: text).advanced(by: 1).description.hasSuffix("-03-01"))
    }

    @Test(
        "Only YYYY-MM-DD is read",
        arguments: [
            "", "2024-1-01", "2024-01-1", "20240101", "2024/01/01", "2024-01-01 ", " 2024-01-01", "2024-01-01T00:00", "-024-01-01",
            "+024-01-01", "２024-01-01", "2024-W01-1", "aaaa-bb-cc", "2024-01-0a", "2024\u{2010}01\u{2010}01",
        ])
    func refusedTexts(text: String) {
        #expect(throws: Rejection(field: "day", reason: "not written YYYY-MM-DD")) { try CivilDay(iso: text) }
    }

    @Test("Days outside three centuries are refused, and moving stops at both ends", arguments: [-25_568, 84_371, .max, .min])
    func outside(days: Int) {
        #expect(throws: Rejection(field: "day", reason: "not a day from 1900 to 2200")) { try CivilDay(daysSinceEpoch: days) }
        #expect(CivilDay.first.advanced(by: days) == (days < 0 ? .first : days > 200_000 ? .last : CivilDay.first.advanced(by: 84_371)))
        #expect(CivilDay.last.advanced(by: .max) == .last)
        #expect(CivilDay.first.advanced(by: .min) == .first)
    }

    @Test("A day turns at local midnight, before and after 1970")
    func instants() throws {
        #expect(CivilDay(unixSeconds: 0, offsetSeconds: 0).description == "1970-01-01")
        #expect(CivilDay(unixSeconds: -1, offsetSeconds: 0).description == "1969-12-31")
        #expect(CivilDay(unixSeconds: -86_400, offsetSeconds: 0).description == "1969-12-31")
        #expect(CivilDay(unixSeconds: -86_401, offsetSeconds: 0).description == "1969-12-30")
        // 2026-11-23 22:59:59 and 23:00:00 UTC, in Paris in winter.
        #expect(CivilDay(unixSeconds: 1_795_474_799, offsetSeconds: 3_600).description == "2026-11-23")
        #expect(CivilDay(unixSeconds: 1_795_474_800, offsetSeconds: 3_600).description == "2026-11-24")
        // The same instant in the Marquesas and in Wallis.
        #expect(CivilDay(unixSeconds: 1_795_474_800, offsetSeconds: -34_200).description == "2026-11-23")
        #expect(CivilDay(unixSeconds: 1_795_474_800, offsetSeconds: 43_200).description == "2026-11-24")
        #expect(CivilDay(unixSeconds: .max, offsetSeconds: 3_600) == .last)
        #expect(CivilDay(unixSeconds: .min, offsetSeconds: -3_600) == .first)
    }

    @Test("Adding days and taking the distance undo each other")
    func distance() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let a = try CivilDay(daysSinceEpoch: .random(in: -25_567...84_370, using: &random))
            let b = try CivilDay(daysSinceEpoch: .random(in: -25_567...84_370, using: &random))
            #expect(a.advanced(by: a.distance(to: b)) == b)
            #expect((a < b) == (a.description < b.description))
        }
    }

    @Test("A year later is the same date, or the 28th when there is no 29th")
    func years() throws {
        #expect(try CivilDay(iso: "2024-02-29").addingYears(-2).description == "2022-02-28")
        #expect(try CivilDay(iso: "2024-02-29").addingYears(4).description == "2028-02-29")
        #expect(try CivilDay(iso: "2026-11-23").addingYears(-2).description == "2024-11-23")
        #expect(CivilDay.first.addingYears(-1).description == "1900-01-01")
    }

    @Test("A range of days holds both ends, and none when it is backwards")
    func ranges() throws {
        let first = try CivilDay(iso: "2019-12-30")
        let days = CivilDay.days(from: first, through: first.advanced(by: 3))
        #expect(days.map(\.description) == ["2019-12-30", "2019-12-31", "2020-01-01", "2020-01-02"])
        #expect(CivilDay.days(from: first, through: first.advanced(by: -1)).isEmpty)
    }
}
