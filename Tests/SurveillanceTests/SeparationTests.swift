import Foundation
import Testing

@testable import Surveillance

/// Deaths so few, or so placed, that a regression has no estimate: an error of its own, where the estimation would end anywhere.
@Suite struct SeparationTests {
    /// Weeks of spring and autumn of so many years.
    private static func times(years: Int) -> [Double] {
        (0..<(52 * years)).filter { EuroMOMO.isBaselineWeek($0 % 52 + 1) }.map(Double.init)
    }

    private func code(_ deaths: [Int: Double], years: Int, hasTrend: Bool) -> SurveillanceError.Code? {
        let observations = Self.times(years: years).enumerated().map { EuroMOMO.Observation(time: $1, count: deaths[$0] ?? 0) }
        do throws(SurveillanceError) {
            _ = try EuroMOMO(observations, hasTrend: hasTrend)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: [[17], [0], [9, 10], [3, 4, 5], [0, 89], [30, 31, 32, 33], [40, 41, 42, 43, 44], [86, 87, 88, 89]], [false, true])
    func nextToNoDeathsDetermineNoExpectation(places: [Int], hasTrend: Bool) {
        for number in [1.0, 3] {
            #expect(self.code(Dictionary(uniqueKeysWithValues: places.map { ($0, number) }), years: 5, hasTrend: hasTrend) == .separation)
        }
    }

    @Test func nobodyIsAnErrorAsBefore() { #expect(self.code([:], years: 5, hasTrend: true) == .singular) }

    /// A small place is no error: a death in every sixth of its weeks determines what it expects.
    @Test(arguments: [false, true]) func fewDeathsSpreadOverTheYearsAreEnough(hasTrend: Bool) throws {
        let deaths = Dictionary(uniqueKeysWithValues: stride(from: 0, to: 90, by: 6).map { ($0, 1.0) })
        let observations = Self.times(years: 5).enumerated().map { EuroMOMO.Observation(time: $1, count: deaths[$0] ?? 0) }
        let momo = try EuroMOMO(observations, hasTrend: hasTrend)
        for week in 0..<52 { #expect(momo.expectation(at: Double(260 + week)).mean < 3) }
    }

    /// Whatever was seen, what is expected of the year that follows is no more than a factor of chance away from it.
    @Test func noExpectationRunsAway() {
        var random = ReplicateGenerator(seed: 472_244)
        var (fitted, refused) = (0, 0)
        for _ in 0..<400 {
            let times = Self.times(years: 2 + random.below(4))
            let mean = [0.01, 0.03, 0.1, 0.3][random.below(4)]
            let observations = times.map { EuroMOMO.Observation(time: $0, count: Double(random.poisson(mean))) }
            let most = observations.reduce(1) { max($0, $1.count) }
            guard let momo = try? EuroMOMO(observations, hasTrend: random.below(2) == 0) else {
                refused += 1
                continue
            }
            fitted += 1
            let last = observations.last?.time ?? 0
            for week in 0...52 { #expect(momo.expectation(at: last + Double(week)).mean < 100 * most) }
        }
        #expect(fitted > 50 && refused > 50)
    }

    @Test func separationIsToldFromItsLikes() {
        // A line through deaths on one day only: zeros on both sides hold it, on one side they do not.
        let line = (0..<9).map { [1, Double($0)] }
        func counts(_ deaths: [Int: Double]) -> [Double] { (0..<9).map { deaths[$0] ?? 0 } }
        #expect(!Separation.isThere(line, counts([4: 2])))
        #expect(Separation.isThere(line, counts([8: 2])))
        #expect(Separation.isThere(line, counts([0: 2])))
        #expect(!Separation.isThere(line, counts([0: 1, 8: 1])))
        // A group without a death.
        let groups = (0..<9).map { [1, $0 < 4 ? 1.0 : 0] }
        #expect(Separation.isThere(groups, counts([5: 1, 7: 3])))
        #expect(!Separation.isThere(groups, counts([1: 1, 7: 3])))
        // Times far away, and no zeros at all.
        let far = (0..<9).map { [1, 1e7 + Double($0)] }
        #expect(Separation.isThere(far, counts([8: 2])))
        #expect(!Separation.isThere(line, [Double](repeating: 1, count: 9)))
        #expect(!Separation.isThere([], []))
    }

    @Test func extremeCountsAreRefused() throws {
        for extreme in [1e9, 1e12, 1e300] {
            var observations = Self.times(years: 5).map { EuroMOMO.Observation(time: $0, count: 20) }
            observations[40] = .init(time: observations[40].time, count: extreme)
            let error = #expect(throws: SurveillanceError.self) { try EuroMOMO(observations, hasTrend: true) }
            #expect(error?.code == .invalid)
        }
        // A trend is followed as far as there are numbers of deaths, and no further.
        let growing = Self.times(years: 5).map { EuroMOMO.Observation(time: $0, count: (5 * exp($0 / 100)).rounded()) }
        let momo = try EuroMOMO(growing, hasTrend: true)
        #expect(momo.expectation(at: 300).mean > 50)
        #expect(momo.expectation(at: 1e5).mean == 0)
        #expect(momo.expectation(at: 1e5).zScore(of: 3) == nil)
    }
}
