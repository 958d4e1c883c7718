import Foundation
import Testing

@testable import Surveillance

/// Years of 53 ISO weeks, turns of years and the 29th of February, in what a week or a day is held against.
@Suite struct CalendarTests {
    private static let calendar = {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        return calendar
    }()
    /// A Monday.
    private static let origin = Date(timeIntervalSince1970: 1_388_966_400)  // 2014-01-06

    private func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601.year().month().day()) }

    private func day(_ text: String) throws -> Int { Int((try self.date(text).timeIntervalSince(Self.origin) / 86_400).rounded()) }

    /// The week whose Monday is nearest to the same date of an earlier year.
    private func references(of week: Int) throws -> [Int] {
        let monday = Self.origin.addingTimeInterval(Double(week) * 604_800)
        return try (1...5).map { years in
            let same = try #require(Self.calendar.date(byAdding: .year, value: -years, to: monday))
            return Int((same.timeIntervalSince(Self.origin) / 604_800).rounded())
        }
    }

    /// 2015, 2020 and 2026 have a week 53: all days of it, and those around it, have the same season by date in every year.
    @Test(arguments: ["2020-12-21", "2020-12-28", "2021-01-04", "2021-02-22", "2024-02-26", "2024-03-04", "2026-12-28", "2027-01-04"])
    func weeksAreHeldAgainstTheSameDates(monday: String) throws {
        let week = try self.day(monday) / 7
        #expect(try self.day(monday) % 7 == 0)
        let references = try self.references(of: week)
        let design = try FarringtonDesign(week: week, references: references)
        let same = design.seasons.runs.filter { $0.level == 0 }.flatMap(\.places).map { design.weeks[$0] }
        #expect(same.count == 35)
        for place in same {
            // Days from the same date in the year that is nearest: three weeks, and half a one.
            let days = Double(week - place) * 7
            let years = (days / 365.2425).rounded()
            #expect(years >= 1 && abs(days - years * 365.2425) <= 21 + 4.5)
        }
        // A step of 53 weeks comes with every fifth or sixth year, and of nothing else than 52 and 53.
        let steps = zip([week] + references, references).map { $0 - $1 }
        #expect(steps.allSatisfy { $0 == 52 || $0 == 53 })
        #expect(steps.contains(53))
        try self.expectWhole(design, from: references[4] - 3)
    }

    /// Every week but the last 26 in one season, without a gap and none twice.
    private func expectWhole(_ design: FarringtonDesign, from first: Int) throws {
        #expect(design.weeks == Array(first..<(design.week - 26)))
        #expect(design.seasons.levels == 10)
        #expect(design.seasons.runs.flatMap(\.places) == Array(design.weeks.indices))
        #expect(Set(design.seasons.runs.map(\.level)) == Set(0..<10))
        for run in design.seasons.runs where run.level != 0 { #expect((4...6).contains(run.places.count) || run.places.upperBound == design.weeks.count) }
        #expect(design.seasons.times.allSatisfy { $0 < 0 })
    }

    @Test func everyWeekHasAWholeDesign() throws {
        for week in 263..<700 {
            try self.expectWhole(try FarringtonDesign(week: week), from: week - 263)
            let references = try self.references(of: week)
            if (references.last ?? 0) >= 3 { try self.expectWhole(try FarringtonDesign(week: week, references: references), from: references[4] - 3) }
        }
        for week in [262, 0] {
            let error = #expect(throws: SurveillanceError.self) { try FarringtonDesign(week: week) }
            #expect(error?.code == .shortHistory)
        }
    }

    /// 364 days keep the weekday, across 29 February and the turn of the year too, and five years stay within a week.
    @Test(arguments: ["2020-02-29", "2020-03-01", "2021-01-01", "2020-12-31", "2021-01-03", "2024-02-29", "2025-01-01"])
    func daysAreHeldAgainstTheSameWeekdays(text: String) throws {
        let day = try self.day(text)
        // Sevens are told apart by their weekday: a Sunday has a death and no other day, so that every seven have one.
        let sundays = (0...day).map { $0 % 7 == 6 ? 1.0 : 0 }
        let verdict = try FarringtonFlexible().judge(daily: sundays, at: day)
        #expect(abs(verdict.expected - 1) < 1e-9)
        #expect(verdict.dispersion == 1)
        // Deaths on the judged date itself, every year: the sevens that hold them lie in the season of the same weeks.
        var yearly = [Double](repeating: 0, count: day + 1)
        let judged = Self.origin.addingTimeInterval(Double(day) * 86_400)
        for years in 1...5 {
            let same = try #require(Self.calendar.date(byAdding: .year, value: -years, to: judged))
            yearly[Int((same.timeIntervalSince(Self.origin) / 86_400).rounded())] = 35
        }
        let season = try FarringtonFlexible().judge(daily: yearly, at: day)
        #expect(!season.isPooled)
        let flat = try FarringtonFlexible().judge(daily: yearly.map { $0 > 0 ? 0 : 1 }, at: day)
        #expect(season.expected > 0.2 && flat.expected < 7)
    }

    /// Eighteen weeks a year, also in years of 53; none of them in winter or summer.
    @Test(arguments: 2_014...2_030) func everyYearHasEighteenWeeksOfSpringAndAutumn(year: Int) throws {
        let first = try self.date("\(year)-01-01")
        var weeks: Set<Int> = []
        var months: Set<Int> = []
        for day in 0..<366 {
            let date = first.addingTimeInterval(Double(day) * 86_400)
            let parts = Self.calendar.dateComponents([.weekOfYear, .yearForWeekOfYear, .month], from: date)
            guard let week = parts.weekOfYear, parts.yearForWeekOfYear == year, EuroMOMO.isBaselineWeek(week) else { continue }
            weeks.insert(week)
            months.insert(parts.month ?? 0)
        }
        #expect(weeks.count == 18)
        #expect(months == [4, 5, 6, 9, 10, 11] || months == [4, 5, 6, 9, 10])
        #expect(!EuroMOMO.isBaselineWeek(53) && !EuroMOMO.isBaselineWeek(1) && !EuroMOMO.isBaselineWeek(0))
    }

    /// A seasonal pattern by date is still followed where a year has 53 weeks: t counts weeks, not numbers of weeks.
    @Test func theBaselineDoesNotJumpAtWeek53() throws {
        var observations: [EuroMOMO.Observation] = []
        func mean(_ day: Int) -> Double { 100 + 15 * cos(2 * Double.pi * Double(day) / 365.25) }
        for week in 0..<364 {
            let monday = Self.origin.addingTimeInterval(Double(week) * 604_800)
            guard let number = Self.calendar.dateComponents([.weekOfYear], from: monday).weekOfYear, EuroMOMO.isBaselineWeek(number) else { continue }
            observations.append(.init(time: Double(week), count: mean(week * 7).rounded()))
        }
        let momo = try EuroMOMO(observations, hasTrend: true)
        for week in try self.day("2020-12-14") / 7...self.day("2021-01-18") / 7 {
            #expect(abs(momo.expectation(at: Double(week)).mean - mean(week * 7)) < 2)
        }
    }
}
