import Judging
import Mortality
import Surveillance
import Testing

@Suite struct DepartmentHistoryTests {
    @Test func weeksAreWholeAndOfUsableYears() throws {
        let history = try Given.history(weekly: 7, from: "2019-12-25", through: "2023-01-20")
        // From Monday 30 December 2019 on every week touches an excluded year, until Monday 2 January 2023.
        #expect(history.weeks.map(\.sunday.description) == ["2023-01-08", "2023-01-15"])
    }

    @Test func aWeekWithAnUnknownDayIsNotUsed() throws {
        var days = try Given.days(weekly: 7, from: "2018-01-01", through: "2018-01-28")
        days[try CivilDay(iso: "2018-01-10")] = nil
        #expect(DepartmentHistory(days: days).weeks.count == 3)
    }

    @Test func theLastFourWeeksAreNoMeasureOfThemselves() throws {
        let history = try Given.history(weekly: 7, from: "2018-01-01", through: "2019-12-29")
        let day = try CivilDay(iso: "2019-06-30")
        let last = try #require(history.weeks(before: day).last)
        #expect(last.sunday < day.advanced(by: -28))
        #expect(last.sunday.advanced(by: 7) >= day.advanced(by: -28))
    }

    @Test func historyIsUsedWhateverItsAge() throws {
        let history = try Given.history(weekly: 70, from: "2018-01-01", through: "2019-12-31")
        let used = history.weeks(before: try CivilDay(iso: "2026-11-20"))
        #expect(used.count == 104)
        #expect(throws: Never.self) { try history.baseline(for: try CivilDay(iso: "2026-11-20")) }
    }

    @Test func fiveYearsOfItAtMost() throws {
        let history = try Given.history(weekly: 70, from: "2005-01-01", through: "2019-12-31")
        let used = history.weeks(before: try CivilDay(iso: "2026-11-20"))
        #expect(used.count == 261)
        #expect(used.first?.sunday.year == 2014 || used.first?.sunday.year == 2015)
        // Around the years left out it goes on before them.
        let around = try Given.history(weekly: 70, from: "2015-01-01", through: "2024-12-31").weeks(before: try CivilDay(iso: "2025-03-01"))
        #expect(around.count == 261)
        #expect(Set(around.map(\.sunday.year)).isDisjoint(with: 2020...2022))
        #expect(around.contains { $0.sunday.year == 2018 } && around.contains { $0.sunday.year == 2024 })
    }

    @Test(arguments: [("2018-01-01", "2019-12-31", false), ("2017-01-01", "2019-12-31", true), ("2013-01-01", "2015-12-31", true)])
    func aTrendTakesThreeYears(first: String, last: String, hasTrend: Bool) throws {
        let baseline = try Given.history(weekly: 70, from: first, through: last).baseline(for: try CivilDay(iso: "2023-06-01"))
        #expect(baseline.method == (hasTrend ? "euromomo-7d-trend" : "euromomo-7d"))
    }

    @Test func tooLittleHistoryIsAnError() throws {
        let error = #expect(throws: SurveillanceError.self) {
            // Four weeks of the same season, of five.
            try Given.history(weekly: 70, from: "2019-05-20", through: "2019-06-16").baseline(for: try CivilDay(iso: "2023-06-01"))
        }
        #expect(error?.code == .shortHistory)
        #expect(throws: SurveillanceError.self) { try DepartmentHistory(days: [:]).baseline(for: try CivilDay(iso: "2023-06-01")) }
    }

    @Test func aYearOfHistoryStandsForTheSameSeasonWithWiderBounds() throws {
        let day = try CivilDay(iso: "2023-06-15")
        let baseline = try Given.history(weekly: 70, from: "2019-03-01", through: "2019-12-31").baseline(for: day)
        #expect(baseline.ground == .matchedWindows)
        let wide = baseline.expectation(endingOn: day)
        #expect(abs(wide.mean - 70) < 1e-9)
        // The same, told by two years of its own, which need no trend.
        let own = try Given.history(weekly: 70, from: "2018-01-01").baseline(for: day).expectation(endingOn: day)
        #expect(wide.limit(at: 2) - wide.limit(at: -2) > 1.3 * (own.limit(at: 2) - own.limit(at: -2)))
    }

    @Test func withoutHistoryTheNationsRateStandsWithTheWidestBounds() throws {
        let day = try CivilDay(iso: "2023-06-15")
        let history = DepartmentHistory(days: [:], inhabitants: 406_000)
        let baseline = try history.baseline(for: day)
        #expect(baseline.ground == .nationalRate)
        let expected = baseline.expectation(endingOn: day)
        // 406,000 inhabitants at 8.99 a year for 1,000: 70 a week.
        #expect(abs(expected.mean - 70) < 0.5)
        // Twice as many is hardly remarkable for a department that nothing is known of; four times is.
        let (twice, four) = (try #require(expected.zScore(of: 140)), try #require(expected.zScore(of: 280)))
        #expect(twice < 4 && four > 4)
    }

    @Test func excludedYearsAreRead() {
        #expect(HistoryRules(excludedYears: "2020-2022,2024")?.excludedYears == [2020, 2021, 2022, 2024])
        #expect(HistoryRules(excludedYears: " 2020 ")?.excludedYears == [2020])
        #expect(HistoryRules(excludedYears: "")?.excludedYears == [])
        for text in ["x", "2022-2020", "1-2", "2020-2021-2022", "2020-", "20202020"] { #expect(HistoryRules(excludedYears: text) == nil) }
    }

    @Test func shares() throws {
        let (a, b) = (try CommuneCode("56260"), try CommuneCode("56121"))
        let people = [a: 300, b: 100]
        #expect(CommuneShares.shares(populations: people, past: [:]) == [a: 0.75, b: 0.25])
        let first = try CivilDay(iso: "2019-01-01")
        let past = [b: CommuneShares.Past(deaths: 400, firstDay: first, lastDay: first.advanced(by: 89))]
        let shares = CommuneShares.shares(populations: people, past: past)
        #expect(abs((shares[b] ?? 0) - 400.5 / 402) < 1e-12)
        #expect(abs(shares.values.reduce(0, +) - 1) < 1e-12)
        // Too short, or too few.
        let short = [b: CommuneShares.Past(deaths: 400, firstDay: first, lastDay: first.advanced(by: 88))]
        let few = [b: CommuneShares.Past(deaths: 200, firstDay: first, lastDay: first.advanced(by: 400))]
        for past in [short, few] { #expect(CommuneShares.shares(populations: people, past: past) == [a: 0.75, b: 0.25]) }
        #expect(CommuneShares.shares(populations: [a: 0], past: [:]).isEmpty)
    }
}
