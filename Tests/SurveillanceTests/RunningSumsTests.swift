import Foundation
import Testing

@testable import Surveillance

/// Sums that run along with the days say what sums made anew for each day would.
@Suite struct RunningSumsTests {
    private func series(_ days: Int, mean: (Int) -> Double, seed: UInt64) -> [Double] {
        var random = ReplicateGenerator(seed: seed)
        return (0..<days).map { Double(random.poisson(mean($0))) }
    }

    @Test(arguments: [3, 7, 28, 200]) func earsHoldsADayAgainstItsOwnBaseline(baseline: Int) throws {
        var counts = self.series(600, mean: { $0 < 300 ? 0.3 : 4_000_000 }, seed: UInt64(baseline))
        // Large numbers come and go, and leave nothing behind; what is no count is no measure while it is in the baseline.
        counts[250] = 999_999_999
        counts[280] = .nan
        counts[281] = 0.5
        counts[282] = -1
        let ears = try EARS(baseline: baseline, minimumDeviation: 0.5)
        func bound(_ day: Int, _ lag: Int) -> Double? {
            guard day - lag >= baseline else { return nil }
            let window = counts[(day - lag - baseline)..<(day - lag)]
            guard (window + [counts[day]]).allSatisfy({ $0 >= 0 && $0 == $0.rounded() }) else { return nil }
            let mean = window.reduce(0, +) / Double(baseline)
            let squares = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return mean + 3.090232306167813 * max(0.5, sqrt(squares / Double(baseline - 1)))
        }
        for (lag, verdicts) in [(0, ears.c1(counts)), (2, ears.c2(counts))] {
            for (day, verdict) in verdicts.enumerated() {
                let expected = bound(day, lag)
                #expect((verdict == nil) == (expected == nil))
                guard let verdict, let expected else { continue }
                #expect(abs(verdict.upperBound - expected) <= 1e-12 * expected)
                #expect(verdict.isAlarm == (counts[day] > verdict.upperBound))
            }
        }
    }

    /// Every beginning looked at, as the definition says.
    private func ratios(_ counts: [Double], _ expected: [Double], threshold: Double, window: Int?) -> [Double] {
        var begin = 0
        return counts.indices.map { day in
            var (best, observed, awaited) = (0.0, 0.0, 0.0)
            for start in stride(from: day, through: window.map { max(begin, day - $0 + 1) } ?? begin, by: -1) {
                observed += counts[start]
                awaited += expected[start]
                if observed > awaited { best = max(best, (log(observed) - log(awaited)) * observed + awaited - observed) }
            }
            if best >= threshold { begin = day + 1 }
            return best
        }
    }

    @Test(arguments: [1, 2, 3, 4], [nil, 1, 28, 100, 5_000]) func theRatioIsThatOfTheBestBeginning(seed: UInt64, window: Int?) throws {
        let level: Double = seed == 3 ? 402 : 2
        let expected = (0..<500).map { level + sin(Double($0) / 9) }
        // Quiet; a slow rise; large numbers; nobody for a long time.
        func mean(_ day: Int) -> Double {
            switch seed {
            case 2: expected[day] * (1 + Double(day) / 2_000)
            case 4: day < 200 ? 0 : 2.4
            default: expected[day]
            }
        }
        let counts = self.series(500, mean: mean, seed: seed)
        for threshold in [5, 1e6] {
            let points = try CountCUSUM.generalizedLikelihoodRatio(counts, expected: expected, threshold: threshold, window: window)
            for (point, value) in zip(points, self.ratios(counts, expected, threshold: threshold, window: window)) {
                #expect(abs(point.value - value) < 1e-8)
                #expect(point.isAlarm == (point.value >= threshold))
            }
        }
    }

    @Test func aSeriesOfAHundredYearsTakesNoTime() throws {
        let counts = self.series(36_500, mean: { _ in 20 }, seed: 9)
        let expected = [Double](repeating: 20, count: counts.count)
        let began = ContinuousClock.now
        let points = try CountCUSUM.generalizedLikelihoodRatio(counts, expected: expected, threshold: 1e6, window: nil)
        _ = try EARS(baseline: 10_000).c1(counts)
        #expect(points.count == 36_500)
        // Made anew, they are a thousand million sums: minutes of a program that is not optimised.
        #expect(ContinuousClock.now - began < .seconds(20))
        #expect(throws: SurveillanceError.self) {
            try CountCUSUM.generalizedLikelihoodRatio(
                [Double](repeating: 1, count: 200_000), expected: [Double](repeating: 1, count: 200_000), window: 100_000)
        }
    }
}
