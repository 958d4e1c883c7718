import Foundation
import Testing

@testable import Surveillance

/// Distributions so wide that counts are not added one by one.
@Suite struct WideCountsTests {
    /// P(Y ≤ n) by adding up, from far below.
    private func within(_ n: Int, _ distribution: CountDistribution) -> Double {
        let low = max(0, Int(distribution.mean - 12 * distribution.deviation))
        var sum = 0.0
        for count in low...n { sum += distribution.probability(of: count) }
        return sum
    }

    @Test(arguments: [(5e6, 1), (3e5, 16), (2e4, 400), (900, 9_000)] as [(Double, Double)]) func tailsAreSums(mean: Double, dispersion: Double) throws {
        let distribution = try CountDistribution(mean: mean, dispersion: dispersion)
        #expect(distribution.deviation > 2_000)
        for distance in [-1.5, 0, 2] {
            let count = max(1, Int(mean + distance * distribution.deviation))
            #expect(abs(distribution.tail(from: count + 1) - (1 - self.within(count, distribution))) < 1e-9)
        }
        for p in [0.2, 0.5, 0.995] {
            let quantile = try distribution.quantile(p)
            let within = self.within(quantile, distribution)
            #expect(within >= p - 1e-9 && within - distribution.probability(of: quantile) < p + 1e-9)
        }
    }

    @Test(arguments: [(5e8, 1), (5e8, 1e5), (9e8, 9e5), (1e5, 9e5)] as [(Double, Double)]) func largeCountsTakeNoTime(mean: Double, dispersion: Double) throws {
        let distribution = try CountDistribution(mean: mean, dispersion: dispersion)
        let began = ContinuousClock.now
        for p in [1e-6, 0.005, 0.5, 0.995, 1 - 1e-9] {
            let quantile = try distribution.quantile(p)
            // The least count that reaches it, by both of its sides.
            let (above, before) = (distribution.tail(from: quantile + 1), distribution.tail(from: quantile))
            #expect(above <= (1 - p) * (1 + 1e-9) + 1e-14)
            #expect(quantile == 0 || before >= (1 - p) * (1 - 1e-9) - 1e-14)
        }
        #expect(distribution.tail(from: 1_000_000_000_000) < 1e-9)
        // One by one, a walk of thirty seconds each even of an optimised program.
        #expect(ContinuousClock.now - began < .seconds(30))
    }

    /// Where both ways meet they say the same.
    @Test func theWaysMeet() throws {
        for dispersion in [1.0, 3, 1_000] {
            let (narrow, wide) = (3.99e6 / dispersion, 4.01e6 / dispersion)
            let (one, other) = (try CountDistribution(mean: narrow, dispersion: dispersion), try CountDistribution(mean: wide, dispersion: dispersion))
            #expect(one.deviation < 2_000 && other.deviation > 2_000)
            for p in [0.005, 0.5, 0.995] {
                let (a, b) = (Double(try one.quantile(p)) / narrow, Double(try other.quantile(p)) / wide)
                #expect(abs(a - b) < 0.02)
            }
        }
    }
}
