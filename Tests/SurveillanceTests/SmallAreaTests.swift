import Foundation
import Testing

@testable import Surveillance

@Suite struct SmallAreaTests {
    @Test func theIncompleteGammaFunctionHasItsKnownValues() {
        for x in [1e-8, 0.01, 0.5, 1, 1.9, 2.1, 7, 30, 200] {
            #expect(abs(IncompleteGamma.upper(1, x) - exp(-x)) < 1e-14)
            #expect(abs(IncompleteGamma.upper(0.5, x) - erfc(sqrt(x))) < 1e-13)
            #expect(abs(IncompleteGamma.upper(2, x) - exp(-x) * (1 + x)) < 1e-14)
        }
        // Abramowitz and Stegun 26.4.21: Q of a whole number is the distribution of Poisson's.
        for a in [3, 10, 77, 1_000] {
            for x in [0.3, 1, 1.4].map({ $0 * Double(a) }) {
                let sum = (0..<a).reduce(0.0) { $0 + exp(Double($1) * log(x) - x - lgamma(Double($1) + 1)) }
                #expect(abs(IncompleteGamma.upper(Double(a), x) - sum) < 1e-11)
            }
        }
        #expect(IncompleteGamma.upper(3, 0) == 1)
        #expect(IncompleteGamma.upper(0, 3) == 0)
        #expect(IncompleteGamma.upper(3, .infinity) == 0)
        // Both ways of a large one meet.
        for z in [-3.0, -1, 0, 0.5, 2] {
            let (below, above) = (IncompleteGamma.upper(999_999, 999_999 + 1_000 * z), IncompleteGamma.upper(1_000_001, 1_000_001 + 1_000 * z))
            #expect(abs(below - above) < 1e-6)
        }
    }

    @Test func thePriorAgreesWithR() throws {
        let prior = try RatioPrior(try GoldenFile.numbers("eb_cases"), expected: try GoldenFile.numbers("eb_pop"))
        let golden = try GoldenFile.numbers("ebest_ab")
        #expect(abs(prior.between - golden[0]) < 1e-15)
        #expect(abs(prior.mean - golden[1]) < 1e-13)
    }

    /// The mean of what is known is Marshall's estimate.
    @Test func thePosteriorHasMarshallsMean() throws {
        let (counts, expected) = (try GoldenFile.numbers("eb_cases"), try GoldenFile.numbers("eb_pop"))
        let prior = try RatioPrior(counts, expected: expected)
        for (index, estimate) in try EmpiricalBayes.global(counts, expected: expected).enumerated() {
            let posterior = try prior.posterior(of: counts[index], expected: expected[index])
            #expect(abs(posterior.mean - estimate) < 1e-14)
        }
    }

    @Test func exceedancesAreThoseOfTheGammaDistribution() throws {
        // m = 1, A = 1/2: a = 2, b = 2. Four deaths where two are expected: Gamma(6, 4), and P(θ > 1.25) = Q(6, 5).
        let prior = try RatioPrior(mean: 1, between: 0.5)
        let posterior = try prior.posterior(of: 4, expected: 2)
        let terms = [1.0, 5, 25.0 / 2, 125.0 / 6, 625.0 / 24, 3_125.0 / 120]
        #expect(abs(posterior.exceedance() - exp(-5) * terms.reduce(0, +)) < 1e-14)
        #expect(posterior.excess == .unremarkable)
        #expect(abs(posterior.mean - 1.5) < 1e-15)
        #expect(try prior.posterior(of: 12, expected: 6).excess == .probable)
        #expect(try prior.posterior(of: 40, expected: 15).excess == .strong)
        #expect(posterior.exceedance(of: 0) == 1)
        #expect(posterior.exceedance(of: -1) == 1)
        #expect(posterior.exceedance(of: .infinity) == 0)
        #expect(posterior.exceedance(of: .nan) == 0)
    }

    @Test func areasThatDoNotDifferHaveOneRatio() throws {
        let alike = try RatioPrior([1, 2, 3], expected: [1, 2, 3])
        #expect(alike.between == 0)
        #expect(try alike.posterior(of: 9, expected: 1).exceedance() == 0)
        #expect(try alike.posterior(of: 9, expected: 1).mean == 1)
        #expect(try EmpiricalBayes.exceedances([2, 4, 6], expected: [1, 2, 3]) == [1, 1, 1])
        #expect(try EmpiricalBayes.exceedances([0, 0], expected: [1, 2]) == [0, 0])
        // Next to nothing of a difference is none, and not a number that is none.
        for between in [1e-300, 1e-12, 1e-7] {
            let exceedance = try RatioPrior(mean: 1, between: between).posterior(of: 3, expected: 1).exceedance()
            #expect(exceedance >= 0 && exceedance < 1e-6)
        }
        #expect(throws: SurveillanceError.self) { try RatioPrior([1], expected: [0]) }
        #expect(throws: SurveillanceError.self) { try RatioPrior(mean: .nan, between: 1) }
        #expect(throws: SurveillanceError.self) { try RatioPrior(mean: 1, between: 1).posterior(of: -1, expected: 1) }
        #expect(throws: SurveillanceError.self) { try EmpiricalBayes.exceedances([1, 2], expected: [1, 2], over: -1) }
    }

    /// The table of statistics.md 4.8, rounded there to two figures.
    @Test(arguments: [(0.36, 15.0, 20.0), (1, 6.8, 9.8), (6, 2.9, 3.6), (10, 2.4, 2.9), (40, 1.65, 1.8), (125, 1.35, 1.45)])
    func detectableRatiosAreThoseOfTheSpecification(mean: Double, poisson: Double, dispersed: Double) throws {
        let power = try DetectionPower()
        for (dispersion, ratio) in [(1.0, poisson), (1.5, dispersed)] {
            let found = try power.detectableRatio(mean: mean, dispersion: dispersion)
            #expect(abs(found - ratio) < 0.04 * ratio)
            #expect(abs(try power.power(toDetect: found, mean: mean, dispersion: dispersion) - 0.8) < 1e-6)
            #expect(try power.power(toDetect: 1, mean: mean, dispersion: dispersion) <= 0.005)
        }
    }

    @Test func powerHasItsLimits() throws {
        // Where an alarm is as frequent by chance, nothing needs to rise.
        #expect(try DetectionPower(alpha: 0.9, power: 0.1).detectableRatio(mean: 5) == 1)
        // One death is an alarm, and the chance of one is to be 0.8.
        #expect(abs(try DetectionPower().detectableRatio(mean: 1e-6) * 1e-6 - log(5)) < 1e-6)
        #expect(throws: SurveillanceError.self) { try DetectionPower(alpha: 0) }
        #expect(throws: SurveillanceError.self) { try DetectionPower(power: 1) }
        #expect(throws: SurveillanceError.self) { try DetectionPower().detectableRatio(mean: 0) }
        #expect(throws: SurveillanceError.self) { try DetectionPower().detectableRatio(mean: 1, dispersion: .nan) }
        #expect(throws: SurveillanceError.self) { try DetectionPower().detectableRatio(mean: 1e8) }
        #expect(throws: SurveillanceError.self) { try DetectionPower().power(toDetect: -1, mean: 1) }
    }

    @Test(arguments: [(2.0, 1.0, 3.0, 1.0), (5, 1.4, 0.2, 1), (0.3, 1, 8, 2.5), (120, 1.6, 15, 1.2)])
    func whatIsStillToComeIsInP(mean: Double, dispersion: Double, coming: Double, comingDispersion: Double) throws {
        let expected = try CountDistribution(mean: mean, dispersion: dispersion)
        let delayed = try CountDistribution(mean: coming, dispersion: comingDispersion)
        for known in [0, 1, 4, 30, 150] {
            let sum = (0..<300).reduce(0.0) { $0 + delayed.probability(of: $1) * expected.tail(from: known + $1) }
            #expect(abs(expected.tail(known: known, coming: delayed) - sum) < 1e-12 + 1e-9 * sum)
            #expect(expected.tail(known: known, coming: nil) == expected.tail(from: known))
            #expect(expected.tail(known: known, coming: delayed) <= expected.tail(from: known) + 1e-12)
        }
        #expect(expected.tail(known: .max, coming: delayed) == 0)
        #expect(expected.tail(known: -5, coming: nil) == 1)
    }
}
