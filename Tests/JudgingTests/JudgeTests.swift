import Formats
import Judging
import Mortality
import Surveillance
import Testing

@Suite struct JudgeTests {
    private func week(deaths: Int, reportedDays: Int = 7, share: Double = 1) -> ReportedWeek {
        ReportedWeek(
            (0..<7).map { index in
                ReportedDay(
                    deaths: index == 0 ? deaths : 0, reports: index < reportedDays ? 3 : 0, population: Int(1_000 * share))
            }, population: 1_000)
    }

    @Test func withoutHistoryThereIsNoScoreAndNothingIsExpected() throws {
        let judgement = Judge().judge(self.week(deaths: 90), endingOn: try CivilDay(iso: "2026-11-20"), against: nil)
        #expect(judgement.score == nil)
        #expect(judgement.expectation == nil)
        #expect(judgement.week.deaths == 90)
        #expect(judgement.method == "none")
    }

    @Test func anOrdinaryWeekIsGreen() throws {
        let history = try Given.history(weekly: 70)
        let day = try CivilDay(iso: "2026-11-20")
        let judgement = Judge().judge(self.week(deaths: 70), endingOn: day, against: try history.baseline(for: day))
        #expect(abs(judgement.score ?? 9) < 2)
        let expectation = try #require(judgement.expectation)
        #expect(abs(expectation.expected - 70) < 3)
        #expect(expectation.lower < 70 && 70 < expectation.upper)
        #expect(abs(expectation.zScore) < 0.5)
        #expect(expectation.phi >= 1)
    }

    @Test func aSilentCommuneShrinksWhatIsExpected() throws {
        let history = try Given.history(weekly: 70)
        let day = try CivilDay(iso: "2026-11-20")
        let baseline = try history.baseline(for: day)
        let whole = try #require(Judge().judge(self.week(deaths: 70), endingOn: day, against: baseline).expectation)
        let part = Judge().judge(self.week(deaths: 35, share: 0.5), endingOn: day, against: baseline)
        #expect(abs((part.expectation?.expected ?? 0) - whole.expected / 2) < 1e-9)
        #expect(abs(part.score ?? 9) < 2)
        // The same deaths, were the silence taken for zeros, would be far too few.
        let asZeros = Judge().judge(self.week(deaths: 35), endingOn: day, against: baseline)
        #expect((asZeros.expectation?.zScore ?? 0) < -2)
    }

    @Test func fewerThanSevenReportedDaysAreNotJudged() throws {
        let history = try Given.history(weekly: 70)
        let day = try CivilDay(iso: "2026-11-20")
        let judgement = Judge().judge(self.week(deaths: 500, reportedDays: 6), endingOn: day, against: try history.baseline(for: day))
        #expect(judgement.score == nil)
        #expect(judgement.week.reportedDays == 6)
    }

    @Test func whenNobodyReportedNothingIsExpectedOfThem() throws {
        let history = try Given.history(weekly: 70)
        let day = try CivilDay(iso: "2026-11-20")
        let judgement = Judge().judge(
            self.week(deaths: 0, reportedDays: 0, share: 0), endingOn: day, against: try history.baseline(for: day))
        #expect(judgement.score == nil)
        #expect(judgement.expectation == nil)
    }

    @Test func theShareNeverPassesOne() {
        let days = (0..<7).map { _ in ReportedDay(deaths: 1, reports: 1, population: 5_000) }
        #expect(ReportedWeek(days, population: 1_000).reportedShare == 1)
        #expect(ReportedWeek(days, population: 0).reportedShare == 0)
        #expect(ReportedWeek([], population: 10).reportedShare == 0)
    }

    @Test(arguments: 1...40) func anyWeekGivesFiniteFigures(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let history = try Given.history(weekly: Int.random(in: 1...400, using: &random))
        let day = try CivilDay(iso: "2023-01-01").advanced(by: Int.random(in: 0...2_000, using: &random))
        let baseline = try? history.baseline(for: day)
        let week = self.week(
            deaths: Int.random(in: 0...70_000, using: &random), reportedDays: Int.random(in: 0...7, using: &random),
            share: Double.random(in: 0...1, using: &random))
        let judgement = Judge().judge(week, endingOn: day, against: baseline)
        if let expectation = judgement.expectation {
            #expect(expectation.expected.isFinite && expectation.lower.isFinite && expectation.upper.isFinite)
            #expect(expectation.zScore.isFinite && expectation.phi >= 1)
            #expect(expectation.lower <= expectation.expected && expectation.expected <= expectation.upper)
        } else {
            #expect(judgement.score == nil)
        }
    }
}
