import Foundation
import Testing

@testable import Surveillance

@Suite struct EuroMOMOTests {
    @Test func agreesWithR() throws {
        let coefficients = try GoldenFile.numbers("momo_coef_int_s_c_wk")
        let (means, errors) = (try GoldenFile.numbers("momo_last20_P"), try GoldenFile.numbers("momo_last20_se"))
        let scores = try GoldenFile.numbers("momo_last20_z")
        #expect(scores.count == 10)
        let weeks = try GoldenFile.numbers("momo_y").enumerated().map { (time: Double($0.offset + 1), week: $0.offset % 52 + 1, count: $0.element) }
        // The vectors are of the first ten of the last twenty weeks, which are not fitted on.
        let judged = weeks.suffix(20).prefix(10)
        let observations = weeks.dropLast(20).filter { EuroMOMO.isBaselineWeek($0.week) }
            .map { EuroMOMO.Observation(time: $0.time, count: $0.count) }
        let momo = try EuroMOMO(observations, hasTrend: true)
        // Ours counts the trend from the first observation.
        let intercept = momo.model.coefficients[0] - momo.model.coefficients[3] * observations[0].time
        #expect(abs(intercept - coefficients[0]) < 1e-8)
        for index in 1...3 { #expect(abs(momo.model.coefficients[index] - coefficients[index]) < 1e-8) }
        #expect(abs(momo.model.dispersion - (try GoldenFile.numbers("momo_od")[0])) < 1e-5)
        for (index, week) in judged.enumerated() {
            let expectation = momo.expectation(at: week.time)
            #expect(abs(expectation.mean - means[index]) < 1e-5)
            #expect(abs(expectation.standardError - errors[index]) < 1e-7)
            let z = try #require(expectation.zScore(of: week.count))
            #expect(abs(z - scores[index]) < 4e-6)
        }
    }

    @Test func limitsAreWhereTheScoreIsReached() {
        let expectation = EuroMOMO.Expectation(mean: 120, standardError: 0.02, dispersion: 1.4)
        for z in [-4.0, -2, 0, 2, 4, 7, 20] {
            let limit = expectation.limit(at: z)
            if limit > 0, let score = expectation.zScore(of: limit) { #expect(abs(score - z) < 1e-9) }
        }
        #expect(expectation.limit(at: -1_000) == 0)
    }

    @Test func aPartOfThePopulationExpectsAPart() {
        let whole = EuroMOMO.Expectation(mean: 100, standardError: 0.03, dispersion: 1.2)
        #expect(whole.scaled(by: 0.25).mean == 25)
        #expect(whole.scaled(by: 0).zScore(of: 3) == nil)
        #expect(whole.scaled(by: -1).mean == 0)
    }

    @Test func noHistoryIsAnErrorNotAGuess() {
        #expect(throws: SurveillanceError.self) { try EuroMOMO([], hasTrend: false) }
        let few = (0..<15).map { EuroMOMO.Observation(time: Double($0), count: 5) }
        let error = #expect(throws: SurveillanceError.self) { try EuroMOMO(few, hasTrend: false) }
        #expect(error?.code == .shortHistory)
    }

    @Test func allZerosAreAnErrorNotAnInfinity() {
        let zeros = (0..<40).map { EuroMOMO.Observation(time: Double($0), count: 0) }
        let error = #expect(throws: SurveillanceError.self) { try EuroMOMO(zeros, hasTrend: false) }
        #expect(error?.code == .singular)
    }

    @Test(arguments: [0, 1, 9_999]) func oneStrangeCountGivesFiniteFigures(_ strange: Int) throws {
        var observations = (0..<60).map { EuroMOMO.Observation(time: Double($0), count: Double(20 + $0 % 5)) }
        observations[30] = .init(time: 30, count: Double(strange))
        let expectation = try EuroMOMO(observations, hasTrend: false).expectation(at: 70)
        #expect(expectation.mean.isFinite && expectation.standardError.isFinite && expectation.dispersion >= 1)
        #expect(try #require(expectation.zScore(of: 25)).isFinite)
    }

    /// A week that the others would have to expect nothing for is refused: to cut off what they expect would be a guess.
    @Test(arguments: [99_999.0, 1_000_000]) func aCountBeyondTheModelIsRefused(extreme: Double) {
        var observations = (0..<60).map { EuroMOMO.Observation(time: Double($0), count: Double(20 + $0 % 5)) }
        observations[30] = .init(time: 30, count: extreme)
        #expect(throws: SurveillanceError.self) { try EuroMOMO(observations, hasTrend: false) }
    }

    @Test func springAndAutumnOnly() {
        #expect((1...53).filter(EuroMOMO.isBaselineWeek) == Array(16...25) + Array(37...44))
    }
}

@Suite struct QuasiPoissonTests {
    @Test func aConstantModelIsTheMean() throws {
        let model = try QuasiPoisson(design: (0..<10).map { _ in [1] }, counts: [3, 5, 4, 6, 2, 4, 5, 3, 4, 4])
        #expect(abs(try model.predict([1]).mean - 4) < 1e-9)
        #expect(throws: SurveillanceError.self) { try model.predict([]) }
        #expect(throws: SurveillanceError.self) { try model.predict([.nan]) }
    }

    @Test func colinearRegressorsAreAnError() {
        let design = (0..<10).map { [1, Double($0), 2 * Double($0)] }
        #expect(throws: SurveillanceError.self) { try QuasiPoisson(design: design, counts: (0..<10).map { Double($0 + 1) }) }
    }

    @Test func badArgumentsAreErrors() {
        #expect(throws: SurveillanceError.self) { try QuasiPoisson(design: [], counts: []) }
        #expect(throws: SurveillanceError.self) { try QuasiPoisson(design: [[1], [1, 2], [1]], counts: [1, 2, 3]) }
        #expect(throws: SurveillanceError.self) { try QuasiPoisson(design: [[1], [1], [1]], counts: [1, -2, 3]) }
        #expect(throws: SurveillanceError.self) { try QuasiPoisson(design: [[1], [.nan], [1]], counts: [1, 2, 3]) }
    }
}
