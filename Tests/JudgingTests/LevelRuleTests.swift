import Judging
import Mortality
import Testing

@Suite struct LevelRuleTests {
    private let rule = LevelRule()

    private func levels(_ scores: [Double?]) -> [Level] {
        scores.indices.map { self.rule.level(Array(scores[max(0, $0 - LevelRule.reach + 1)...$0])) }
    }

    @Test func levelsBeginAtTheirZ() {
        #expect([-9, 1.999, 2, 4.2, 4.265, 6.999, 7, 40].map { self.rule.level([$0]) }
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

    /// Whatever comes, a level that was reached stays for at least three days, unless it rises.
    @Test(arguments: 1...20) func levelsDoNotFlap(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let levels = self.levels((0..<300).map { _ in Double.random(in: -1...9, using: &random) })
        for index in 3..<levels.count where levels[index].severity < levels[index - 1].severity {
            // Before a fall, the level or a higher one was held the two days before as well.
            #expect(levels[index - 2].severity >= levels[index - 1].severity)
            #expect(levels[index - 3].severity >= levels[index - 1].severity)
        }
    }
}
