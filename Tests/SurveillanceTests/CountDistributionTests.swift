import Foundation
import Testing

@testable import Surveillance

@Suite struct CountDistributionTests {
    /// By logarithms of gamma functions, term by term: what the quick ways are held against.
    private func slow(_ n: Int, mean: Double, dispersion: Double) -> Double {
        let count = Double(n)
        if dispersion == 1 { return exp(count * log(mean) - mean - lgamma(count + 1)) }
        let size = mean / (dispersion - 1)
        let ways = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
        return exp(ways - size * log(dispersion) + count * log1p(-1 / dispersion))
    }

    @Test func tailsAndQuantilesAreThoseOfTheDistribution() throws {
        let poisson = try CountDistribution(mean: 3, dispersion: 1)
        #expect(abs(poisson.tail(from: 4) - 0.3527681112) < 1e-9)
        #expect(try poisson.quantile(0.995) == 8)
        // Geometric: size 1, probability 1/2.
        let geometric = try CountDistribution(mean: 1, dispersion: 2)
        for n in 0..<30 { #expect(abs(geometric.tail(from: n) - pow(0.5, Double(n))) < 1e-12) }
        let large = try CountDistribution(mean: 10_404, dispersion: 25.6)
        #expect(abs((0..<30_000).reduce(0.0) { $0 + large.probability(of: $1) } - 1) < 1e-10)
        #expect(throws: SurveillanceError.self) { try CountDistribution(mean: 0, dispersion: 1) }
        #expect(throws: SurveillanceError.self) { try CountDistribution(mean: .nan, dispersion: 1) }
        #expect(throws: SurveillanceError.self) { try poisson.quantile(1) }
    }

    @Test(arguments: [0.001, 0.05, 0.36, 1, 6.5, 40, 299.7, 1_250], [1, 1.2, 1.5, 4, 30])
    func theQuickWaysAgreeWithTheSlow(mean: Double, dispersion: Double) throws {
        let distribution = try CountDistribution(mean: mean, dispersion: dispersion)
        let last = Int(mean + 12 * distribution.deviation + 12 * dispersion)
        let terms = (0...last).map { self.slow($0, mean: mean, dispersion: dispersion) }
        for n in stride(from: 0, through: last, by: max(1, last / 50)) {
            #expect(abs(distribution.probability(of: n) - terms[n]) <= 1e-10 * terms[n] + 1e-300)
        }
        var cumulative: [Double] = []
        for term in terms { cumulative.append((cumulative.last ?? 0) + term) }
        let middle = Int(mean)
        for n in stride(from: 1, through: min(last, middle + 10), by: max(1, last / 40)) {
            #expect(abs(distribution.tail(from: n) - (1 - cumulative[n - 1])) < 1e-10)
        }
        for p in [1e-6, 0.001, 0.05, 0.5, 0.9, 0.995, 0.999_9] {
            let quantile = try distribution.quantile(p)
            #expect(quantile == cumulative.firstIndex { $0 >= p * (1 - 1e-12) })
        }
    }

    @Test func farTailsKeepTheirDigits() throws {
        let distribution = try CountDistribution(mean: 0.5, dispersion: 1)
        // e^{−1/2} 2^{−20}/20! (1 + 1/42 + …)
        let first = exp(-0.5) * pow(0.5, 20) / tgamma(21)
        #expect(abs(distribution.tail(from: 20) / (first * (1 + 1 / 42.0 * (1 + 1 / 44.0 * (1 + 1 / 46.0)))) - 1) < 1e-6)
        #expect(distribution.tail(from: 300) >= 0)
        #expect(distribution.tail(from: 1_000_000) == 0)
    }

    /// Nearly Poisson is nearly Poisson, without the cancelling of large logarithms.
    @Test func aDispersionOfNearlyOneIsNearlyPoisson() throws {
        for mean in [0.3, 25, 4_000] {
            let (poisson, near) = (try CountDistribution(mean: mean, dispersion: 1), try CountDistribution(mean: mean, dispersion: 1 + 1e-8))
            for n in [0, 1, Int(mean), Int(mean) + 9] {
                let probability = poisson.probability(of: n)
                #expect(abs(near.probability(of: n) - probability) <= 3e-6 * probability)
            }
        }
    }
}
