import Formats
import Glibc
import Mortality
import Surveillance
import Testing

@testable import Judging

@Suite struct EpisodePeaksTests {
    /// What one pass tells of all limits is what the rule says, limit by limit and day by day.
    @Test(arguments: 1...20) func peaksAreWhatTheRuleSays(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var state = 0.0
        let scores: [Double?] = (0..<800).map { _ in
            state = 0.8 * state + Double.random(in: -1...1.9, using: &random)
            return Int.random(in: 0..<40, using: &random) == 0 ? nil : state
        }
        var peaks = EpisodePeaks()
        peaks.add(scores, lead: LevelRule.reach - 1, floor: 2)
        #expect(abs(peaks.years - Double(800 - LevelRule.reach + 1) / 365.25) < 1e-12)
        for limit in stride(from: 2.5, through: 6, by: 0.25) {
            let rule = LevelRule(thresholds: LevelThresholds(orange: limit, red: 100))
            var (episodes, hasOrange) = (0, false)
            for index in scores.indices.dropFirst(LevelRule.reach - 1) where scores[index] != nil {
                let level = rule.level(Array(scores[(index - LevelRule.reach + 1)...index]))
                if level == .green { hasOrange = false } else if level == .orange, !hasOrange { (episodes, hasOrange) = (episodes + 1, true) }
            }
            #expect(peaks.count(reaching: limit) == episodes, "limit \(limit)")
        }
    }

    @Test func ratesAreCountedWhereTheyCanBeAndReadOffATailElsewhere() throws {
        // Peaks of an exponential distribution with a mean of 1/2 above 2, four a year.
        var random = ReplicateGenerator(seed: 11)
        let peaks = EpisodePeaks(peaks: (0..<4_000).map { _ in 2 - 0.5 * log(random.uniform()) }, years: 1_000)
        let rates = try #require(EpisodeRates(peaks))
        let near = rates.rate(reaching: 4)
        #expect(!near.isExtrapolated)
        #expect(abs(near.yearly / (4 * 0.018316) - 1) < 0.4)
        let far = rates.rate(reaching: 7)
        #expect(far.isExtrapolated)
        // e to the power of four standard errors of the tail's slope, ten slopes away; never nothing.
        let truth = 4 * 4.54e-5
        #expect(far.yearly > truth / 20 && far.yearly < truth * 20)
        // The smallest limit that keeps a rate keeps it, and a little less does not.
        let limit = rates.limit(for: 0.05)
        #expect(rates.rate(reaching: limit).yearly <= 0.05)
        #expect(rates.rate(reaching: limit - 0.02).yearly > 0.05)
        // A rarer one lies further out, also where it is read off the tail.
        let limits = [1, 0.1, 0.05, 0.02, 0.005, 0.001, 1e-6].map(rates.limit(for:))
        #expect(zip(limits, limits.dropFirst()).allSatisfy { $0 < $1 })
        let rare = rates.limit(for: 1e-6)
        #expect(abs(rates.rate(reaching: rare).yearly / 1e-6 - 1) < 1e-9)
        // As often as there are episodes at all.
        #expect(rates.limit(for: 100) >= 2)
    }

    @Test func withoutEpisodesThereIsNoTail() {
        #expect(EpisodeRates(EpisodePeaks()) == nil)
        #expect(EpisodeRates(EpisodePeaks(peaks: [Double](repeating: 3, count: 50), years: 10)) == nil)
        #expect(EpisodeRates(EpisodePeaks(peaks: [2, 3, 4], years: 10)) == nil)
        #expect(EpisodeRates(EpisodePeaks(peaks: (0..<50).map(Double.init), years: 0)) == nil)
    }
}
