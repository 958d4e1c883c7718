import Judging
import Mortality
import Testing

@Suite struct MissingDataRuleTests {
    private let rule = MissingDataRule(thresholds: LevelThresholds(missing: 3))

    private func findings(_ days: [DeclarationSigns]) -> [MissingDataRule.Finding?] {
        days.indices.map { self.rule.finding(Array(days[max(0, $0 - MissingDataRule.reach + 1)...$0])) }
    }

    private func drops(_ scores: [Double?], reportedDays: Int = 7) -> [MissingDataRule.Finding?] {
        self.findings(scores.map { DeclarationSigns(zScore: $0, reportedShare: 1, reportedDays: reportedDays) })
    }

    @Test func fewDeathsOnTwoDaysOfThreeOrCertainly() {
        #expect(self.drops([0, -3.5, 0]) == [nil, nil, nil])
        #expect(self.drops([0, -3.5, 0, -3.1]) == [nil, nil, nil, .fewDeaths])
        #expect(self.drops([-2.9, -2.9, -2.9]) == [nil, nil, nil])
        #expect(self.drops([0, -4.3]) == [nil, .fewDeaths])
        // Many deaths are no sign of it, and seven days of which one was silent are not judged.
        #expect(self.drops([9, 9, 9]) == [nil, nil, nil])
        #expect(self.drops([-9, -9, -9], reportedDays: 6) == [nil, nil, nil])
        #expect(self.drops([nil, nil]) == [nil, nil])
        #expect(self.rule.finding([]) == nil)
    }

    @Test func aFindingStaysUntilItWasAwayForThreeDays() {
        #expect(self.drops([-5, 0, 0, 0, 0]) == [.fewDeaths, .fewDeaths, .fewDeaths, nil, nil])
    }

    /// Everybody reports, then from a day on only some: the shares of seven days.
    private func shares(from before: Double = 1, to after: Double, after quiet: Int = 40, days: Int = 60) -> [DeclarationSigns] {
        (0..<days).map { day in
            let silent = min(7, max(0, day - quiet + 1))
            let share = (before * Double(7 - silent) + after * Double(silent)) / 7
            return DeclarationSigns(zScore: 0, reportedShare: share, reportedDays: after > 0 ? 7 : 7 - silent)
        }
    }

    @Test func silenceShowsOnTheThirdDay() {
        let findings = self.findings(self.shares(to: 0))
        #expect(findings.prefix(42).allSatisfy { $0 == nil })
        #expect(findings[42...].allSatisfy { $0 == .silence })
        // The same of a department of which six in ten report at all; one that only begins is not silent.
        #expect(self.findings(self.shares(from: 0.6, to: 0)) == findings)
        #expect(self.findings(self.shares(from: 0.1, to: 0)).allSatisfy { $0 == nil })
    }

    @Test func aThirdThatFallsSilentIsOrdinaryAndHalfIsNot() {
        #expect(self.findings(self.shares(to: 0.7)).allSatisfy { $0 == nil })
        let half = self.findings(self.shares(to: 0.5, days: 110))
        let firstDay = half.firstIndex { $0 == .silence }
        #expect(firstDay == 44)
        // Four weeks, and then it is what there is.
        #expect(half[44...70].allSatisfy { $0 == .silence })
        #expect(half[90...].allSatisfy { $0 == nil })
    }

    @Test func aBeginningIsNoSilence() {
        #expect(self.findings((0..<50).map { DeclarationSigns(zScore: nil, reportedShare: Double($0) / 50, reportedDays: 7) }).allSatisfy { $0 == nil })
        #expect(self.findings([DeclarationSigns](repeating: .init(zScore: nil, reportedShare: 0, reportedDays: 0), count: 50)).allSatisfy { $0 == nil })
        // Too few days to know what it was.
        #expect(self.rule.finding(Array(self.shares(to: 0, after: 20, days: 25))) == nil)
    }

    @Test func silenceIsToldBeforeFewDeaths() {
        let days = self.shares(to: 0.2).map { DeclarationSigns(zScore: -6, reportedShare: $0.reportedShare, reportedDays: 7) }
        #expect(self.rule.finding(Array(days.prefix(40))) == .fewDeaths)
        #expect(self.rule.finding(days) == .silence)
    }

    /// Every department's days, all of whose deaths were declared: whatever is found is a false alarm.
    @Test(
        .enabled(if: PastDeaths.departments != nil, "\(PastDeaths.absence)"),
        arguments: [("2018-01-08", "2019-12-31"), ("2020-01-06", "2020-02-29"), ("2020-05-11", "2020-12-31")])
    func ordinaryTimesAreNotMistakenForMissingDeclarations(first: String, last: String) throws {
        var (alarms, days) = (0, 0)
        for code in PastDeaths.byDepartment.keys.sorted() {
            let rule = MissingDataRule(thresholds: try JudgedPast.thresholds(of: code))
            let points = try JudgedPast.judgements(of: code, from: first, through: last, withPastOf: "2020-01-06").map(DeclarationSigns.init)
            var isOpen = false
            for index in points.indices {
                let finding = rule.finding(Array(points[max(0, index - LevelRule.reach + 1)...index]))
                if finding != nil, !isOpen { alarms += 1 }
                isOpen = finding != nil
            }
            days += points.count
        }
        let rate = Double(alarms) / (Double(days) / 365.25)
        print("\(first) to \(last): \(alarms) times taken for missing declarations, \(rate) a department-year")
        #expect(rate <= 0.2)
    }
}
