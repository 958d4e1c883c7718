import Foundation
import Mortality
import Surveillance
import Testing

@testable import Judging

/// What is held against the same weeks of other years is held against the same dates.
@Suite struct WeeksByDateTests {
    /// France 2010–2019 by weeks that end on Sundays.
    private static let weeks: [(sunday: CivilDay, deaths: Double)] = {
        guard let first = try? CivilDay(iso: "2010-01-10") else { return [] }
        return (0..<520).compactMap { week in
            let sunday = first.advanced(by: 7 * week)
            let days = (0...6).compactMap { PastDeaths.ofFrance[sunday.advanced(by: -$0)] }
            return days.count == 7 ? (sunday, days.reduce(0) { $0 + Double($1) }) : nil
        }
    }()

    /// The Sundays of the weeks of a winter that are alarms.
    private func alarms(from first: String, through last: String, byDate: Bool) throws -> [String] {
        let series = try DatedCounts(Self.weeks.map(\.deaths), on: Self.weeks.map(\.sunday), every: .week)
        let places = try #require(series.place(of: try CivilDay(iso: first)))...(try #require(series.place(of: try CivilDay(iso: last))))
        return try places.filter {
            try byDate ? FarringtonFlexible().judge(series, at: $0).isAlarm : FarringtonFlexible().judge(series.counts, at: $0).isAlarm
        }.map { series.day(of: $0).description }
    }

    /// The wave of influenza of 2016–17 rose in the week before Christmas; by index it is told a week late.
    @Test(.enabled(if: PastDeaths.france != nil, Comment(rawValue: PastDeaths.absence)))
    func theWaveOf2016IsDatedRight() throws {
        let byDate = try self.alarms(from: "2016-11-06", through: "2017-03-26", byDate: true)
        let byIndex = try self.alarms(from: "2016-11-06", through: "2017-03-26", byDate: false)
        #expect(byDate.first == "2016-12-25")
        #expect(byIndex.first == "2017-01-01")
    }

    /// A past of days, judged on each day of a week: the seven that end with it.
    @Test(.enabled(if: PastDeaths.france != nil, Comment(rawValue: PastDeaths.absence)))
    func daysAreDatedAsWeeks() throws {
        let first = try CivilDay(iso: "2010-01-04")
        let days = CivilDay.days(from: first, through: try CivilDay(iso: "2017-01-15"))
        let series = try DatedCounts(try days.map { Double(try #require(PastDeaths.ofFrance[$0])) }, on: days, every: .day)
        let weekly = try DatedCounts(Self.weeks.map(\.deaths), on: Self.weeks.map(\.sunday), every: .week)
        let sunday = try CivilDay(iso: "2017-01-15")
        let (day, week) = (try #require(series.place(of: sunday)), try #require(weekly.place(of: sunday)))
        #expect(try FarringtonFlexible().judge(series, at: day) == FarringtonFlexible().judge(weekly, at: week))
    }

    /// With next to no deaths a department has no baseline of its own, and is judged by other means that say so.
    @Test func aDepartmentWithNextToNoDeathsIsJudgedByOtherMeans() throws {
        let first = try CivilDay(iso: "2014-01-06")
        let last = try CivilDay(iso: "2019-03-03")
        var days: [CivilDay: Int] = [:]
        for day in CivilDay.days(from: first, through: last) { days[day] = 0 }
        days[try CivilDay(iso: "2015-05-12")] = 1
        days[try CivilDay(iso: "2015-05-14")] = 2
        let judged = last.advanced(by: 30)
        // The inhabitants are known: the nation's rate. They are not: nothing, for a reason of its own.
        let baseline = try DepartmentHistory(days: days, inhabitants: 600).baseline(for: judged)
        #expect(baseline.ground == .nationalRate)
        let expected = baseline.expectation(endingOn: judged).mean
        #expect(expected > 0.05 && expected < 1)
        let error = #expect(throws: SurveillanceError.self) { try DepartmentHistory(days: days).baseline(for: judged) }
        #expect(error?.code == .separation)
        // Deaths in the same weeks of the year: these stand for it.
        for year in 2014...2018 { days[try CivilDay(year: year, month: 4, day: 2)] = 1 }
        days[try CivilDay(iso: "2015-05-12")] = 0
        days[try CivilDay(iso: "2015-05-14")] = 0
        let matched = try DepartmentHistory(days: days, inhabitants: 600).baseline(for: judged)
        #expect(matched.ground == .matchedWindows || matched.ground == .nationalRate)
        #expect(matched.expectation(endingOn: judged).mean < 1)
    }
}
