import Formats
import Judging
import Mortality
import Testing

@Suite struct LevelRuleTests {
    private let rule = LevelRule()

    private func levels(_ scores: [Double?]) -> [Level] {
        scores.indices.map { self.rule.level(Array(scores[max(0, $0 - LevelRule.reach + 1)...$0])) }
    }

    @Test func levelsBeginAtTheirZ() {
        #expect(
            [-9, 1.999, 2, 4.2, 4.265, 6.999, 7, 40].map { self.rule.level([$0]) }
                == [.green, .green, .yellow, .yellow, .orange, .orange, .red, .red])
    }

    @Test func orangeTakesTwoDaysOfThreeUnlessItIsCertain() {
        #expect(self.levels([0, 4.1, 0]) == [.green, .yellow, .yellow])
        #expect(self.levels([0, 4.1, 3, 4.1]) == [.green, .yellow, .yellow, .orange])
        #expect(self.levels([0, 4.1, 3, 3, 4.1]) == [.green, .yellow, .yellow, .yellow, .yellow])
        #expect(self.levels([0, 4.3]) == [.green, .orange])
    }

    @Test func aLevelFallsAfterThreeDaysBelowIt() {
        #expect(self.levels([8, 6, 6, 6, 1, 1, 1]) == [.red, .red, .red, .orange, .orange, .orange, .green])
        #expect(self.levels([2.1, 1.9, 2.1, 1.9, 1.9, 1.9]) == [.yellow, .yellow, .yellow, .yellow, .yellow, .green])
    }

    @Test func aDayThatCouldNotBeJudgedIsUnknownAndShowsNothing() {
        #expect(self.levels([5, nil, 1]) == [.orange, .unknown, .orange])
        #expect(self.levels([nil, nil, 1]) == [.unknown, .unknown, .green])
        #expect(self.levels([4.1, nil, 4.1]) == [.yellow, .unknown, .orange])
        #expect(self.rule.level([]) == .unknown)
    }

    @Test func eachSignByItselfIsYellow() {
        #expect(self.rule.level(of: [DaySigns(zScore: 0, clusterRecurrence: 99.9, farringtonPValue: 0.005)]) == .green)
        #expect(self.rule.level(of: [DaySigns(zScore: 2)]) == .yellow)
        #expect(self.rule.level(of: [DaySigns(zScore: 0, clusterRecurrence: 100)]) == .yellow)
        #expect(self.rule.level(of: [DaySigns(zScore: 0, farringtonPValue: 0.0049)]) == .yellow)
        // Farrington's p-value never makes more of it, however small.
        #expect(self.rule.level(of: [DaySigns](repeating: DaySigns(zScore: 3.9, farringtonPValue: 0), count: 5)) == .yellow)
        #expect(self.rule.level(of: []) == .unknown)
    }

    @Test func aClusterIsOrangeFromTheBudgetsRecurrenceOn() throws {
        #expect(self.rule.level(of: [DaySigns(zScore: 0, clusterRecurrence: 7_304)]) == .yellow)
        #expect(self.rule.level(of: [DaySigns(zScore: 0, clusterRecurrence: 7_305)]) == .orange)
        let lenient = LevelRule(thresholds: LevelThresholds(orangeRecurrence: try FalseAlarmBudget(orangeYears: 1, redYears: 10).orangeRecurrence))
        #expect(lenient.level(of: [DaySigns(zScore: 0, clusterRecurrence: 731)]) == .orange)
    }

    @Test func bothFamiliesTwoDaysInARowAreRed() {
        let both = DaySigns(zScore: 4.3, clusterRecurrence: 365)
        let (hot, cluster) = (DaySigns(zScore: 4.3), DaySigns(zScore: 3.9, clusterRecurrence: 7_305))
        #expect(self.rule.level(of: [both]) == .orange)
        #expect(self.rule.level(of: [both, both]) == .red)
        #expect(self.rule.level(of: [both, hot, both]) == .orange)
        #expect(self.rule.level(of: [hot, cluster, hot, cluster]) == .orange)
        // Red stays for three days, as every level does.
        #expect(self.rule.level(of: [both, both, hot, hot]) == .red)
        #expect(self.rule.level(of: [both, both, hot, hot, hot]) == .orange)
    }

    @Test func aClusterIsToldWhereTheSevenDaysCouldNotBeJudged() {
        #expect(self.rule.level(of: [DaySigns(clusterRecurrence: 40)]) == .unknown)
        #expect(self.rule.level(of: [DaySigns(clusterRecurrence: 150)]) == .yellow)
        #expect(self.rule.level(of: [DaySigns(zScore: 5, clusterRecurrence: 400), DaySigns(clusterRecurrence: 400)]) == .yellow)
        #expect(self.rule.level(of: [DaySigns(zScore: 5), DaySigns(farringtonPValue: 0)]) == .unknown)
    }

    @Test func derivedThresholdsAreTheRules() {
        let rule = LevelRule(thresholds: LevelThresholds(orange: 4.5, red: 7.5))
        #expect([4.4, 4.5, 7.4, 7.5].map { rule.level([$0]) } == [.yellow, .orange, .orange, .red])
    }

    /// Whatever comes, a level that was reached stays for at least three days, unless it rises.
    @Test(arguments: 1...20) func levelsDoNotFlap(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let days = (0..<300).map { _ in
            DaySigns(
                zScore: Double.random(in: -1...9, using: &random), clusterRecurrence: 1 / Double.random(in: 0.0001...0.02, using: &random),
                farringtonPValue: Double.random(in: 0...1, using: &random))
        }
        for levels in [
            self.levels(days.map(\.zScore)),
            days.indices.map { self.rule.level(of: Array(days[max(0, $0 - LevelRule.reach + 1)...$0])) },
        ] { Self.checkFalls(levels) }
    }

    private static func checkFalls(_ levels: [Level]) {
        for index in 3..<levels.count where levels[index].severity < levels[index - 1].severity {
            // Before a fall, the level or a higher one was held the two days before as well.
            #expect(levels[index - 2].severity >= levels[index - 1].severity)
            #expect(levels[index - 3].severity >= levels[index - 1].severity)
        }
    }
}
