import Mortality
import Testing

@testable import Surveillance

/// Weeks are found by their date: years of 53 weeks, gaps and leap years move nothing.
@Suite struct DatedCountsTests {
    private func day(_ text: String) throws -> CivilDay { try CivilDay(iso: text) }

    private func weeks(_ number: Int, from first: String, without gaps: Set<Int> = []) throws -> [CivilDay] {
        let first = try self.day(first)
        return (0..<number).filter { !gaps.contains($0) }.map { first.advanced(by: 7 * $0) }
    }

    @Test func referencesAreNearestToTheSameDate() throws {
        let days = try self.weeks(520, from: "2010-01-03")
        let series = try DatedCounts(days.map { _ in 1 }, on: days, every: .week)
        for place in 270..<520 {
            for (back, reference) in series.references(of: place, years: 5).enumerated() {
                let same = series.day(of: place).addingYears(-(back + 1))
                #expect(abs(series.day(of: reference).distance(to: same)) <= 3)
                #expect(series.day(of: reference).weekday == series.day(of: place).weekday)
            }
        }
        // By index the fifth is a week late.
        #expect(series.references(of: 363, years: 5) == [311, 259, 206, 154, 102])
        #expect(series.references(of: 3, years: 2) == [-49, -101])
        #expect(series.references(of: 3, years: 0).isEmpty && series.references(of: 3, years: .max).count == 300)
    }

    @Test func aGapMovesNothing() throws {
        let counts = (0..<400).map { (week: Int) -> Double in Double(30 + week * 7 % 11 + week % 52 / 4) }
        let gaps: Set<Int> = [40, 41, 190, 300]
        let whole = try DatedCounts(counts, on: try self.weeks(400, from: "2012-01-02"), every: .week)
        let days = try self.weeks(400, from: "2012-01-02", without: gaps)
        let broken = try DatedCounts(counts.indices.filter { !gaps.contains($0) }.map { counts[$0] }, on: days, every: .week)
        #expect(broken.missing == gaps && broken.counts.count == 400 && broken.place(of: days[390]) == 394)
        let (all, some) = (try FarringtonFlexible().judge(whole, at: 399), try FarringtonFlexible().judge(broken, at: 399))
        #expect(abs(all.expected - some.expected) < 0.02 * all.expected)
        let without = try FarringtonDesign(week: 399, references: whole.references(of: 399, years: 5), omitting: gaps)
        #expect(try some == FarringtonFlexible.judge(whole.counts, design: without))
        #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(broken, at: 300) }
        #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(broken, at: 400) }
        #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(broken, at: -1) }
    }

    @Test func daysAreSummedBackFromTheJudgedOne() throws {
        let first = try self.day("2013-02-27")
        let days = (0..<2_200).filter { $0 != 500 }.map { first.advanced(by: $0) }
        func deaths(_ weekday: Int) -> Double { Double(4 + weekday * 5 % 7) }
        let counts = days.map { deaths($0.weekday) }
        let week = (1...7).reduce(0.0) { $0 + deaths($1) }
        let series = try DatedCounts(counts, on: days, every: .day)
        #expect(series.missing == [500] && series.place(of: first.advanced(by: 600)) == 600)
        let sevens = try series.sevens(endingAt: 2_100)
        #expect(sevens.counts.count == 300 && sevens.step == .week)
        #expect(sevens.day(of: 299) == first.advanced(by: 2_100))
        #expect(sevens.missing == [71])
        for (place, sum) in sevens.counts.enumerated() where place != 71 { #expect(sum == week) }
        #expect(abs(try FarringtonFlexible().judge(series, at: 2_100).expected - sevens.counts[299]) < 1e-6)
        #expect(throws: SurveillanceError.self) { try series.sevens(endingAt: 5) }
        #expect(throws: SurveillanceError.self) { try sevens.sevens(endingAt: 50) }
        #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(series, at: 503) }
    }

    @Test func datesThatAreNoneAreErrors() throws {
        let days = try ["2019-01-07", "2019-01-14", "2019-01-21"].map { try CivilDay(iso: $0) }
        #expect(throws: SurveillanceError.self) { try DatedCounts([], on: [], every: .week) }
        #expect(throws: SurveillanceError.self) { try DatedCounts([1, 2], on: days, every: .week) }
        let twice = #expect(throws: SurveillanceError.self) { try DatedCounts([1, 2, 3], on: [days[0], days[1], days[1]], every: .week) }
        #expect(twice?.reason.contains("2019-01-14") == true)
        let between = #expect(throws: SurveillanceError.self) {
            try DatedCounts([1, 2], on: [days[0], days[1].advanced(by: 1)], every: .week)
        }
        #expect(between?.reason.contains("2019-01-15") == true)
        let series = try DatedCounts([1, 2, 3], on: days, every: .week)
        #expect(series.place(of: days[0].advanced(by: 3)) == nil && series.place(of: days[0].advanced(by: -7)) == nil)
        #expect(series.place(of: days[0].advanced(by: 21)) == nil && series.place(of: days[2]) == 2)
    }
}
