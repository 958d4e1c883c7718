import Foundation
import Testing

@testable import Surveillance

/// What holds for every series that can be thought of: an answer in finite numbers, or an error.
@Suite struct PropertyTests {
    /// Shapes of series, of every length.
    private static let shapes: [@Sendable (Int, inout ReplicateGenerator) -> Double] = [
        { _, _ in 0 }, { _, _ in 1 }, { _, _ in 999_999_999 }, { week, _ in week == 3 ? 1 : 0 }, { week, _ in Double(week) },
        { week, random in week.isMultiple(of: 50) ? 1e8 : Double(PoissonDraw.draw(2, &random)) },
        { _, random in Double(PoissonDraw.draw(0.02, &random)) }, { _, random in Double(PoissonDraw.draw(0.4, &random)) },
        { _, random in Double(PoissonDraw.draw(9, &random)) }, { _, random in Double(PoissonDraw.draw(500, &random)) },
        { _, random in .random(in: 0..<4, using: &random) }, { week, random in week < 150 ? 0 : Double(PoissonDraw.draw(3, &random)) },
        { week, random in week > 150 ? 0 : Double(PoissonDraw.draw(3, &random)) }, { week, _ in week.isMultiple(of: 2) ? 1e-300 : 0 },
        { week, _ in exp(Double(week) / 20) }, { week, _ in exp(-Double(week) / 20) },
    ]
    private static let bad: [Double] = [.nan, .infinity, -.infinity, -1, .greatestFiniteMagnitude]

    private func series(_ shape: Int, length: Int) -> [Double] {
        var random = ReplicateGenerator(seed: UInt64(shape * 1_000 + length))
        return (0..<length).map { Self.shapes[shape]($0, &random) }
    }

    private func expectFinite(_ numbers: [Double?], _ text: String) {
        for number in numbers.compactMap(\.self) where !number.isFinite { Issue.record("\(number) in \(text)") }
    }

    /// Nothing where an error was thrown, as it may be.
    private func answer<Answer>(_ body: () throws(SurveillanceError) -> Answer) -> Answer? {
        try? body()
    }

    @Test(arguments: 0..<16, [0, 1, 2, 7, 40, 263, 264, 300, 520]) func everyAnswerIsFinite(shape: Int, length: Int) throws {
        let counts = self.series(shape, length: length)
        let text = "shape \(shape) of \(length)"
        for week in [length - 1, length / 2, 0, -1, length] {
            if let verdict = self.answer({ () throws(SurveillanceError) in try FarringtonFlexible().judge(counts, at: week) }) {
                self.expectFinite([verdict.expected, verdict.pValue, verdict.dispersion], text)
                #expect(verdict.expected > 0 && (0...1).contains(verdict.pValue) && verdict.dispersion >= 1 && verdict.upperBound >= 0)
            }
        }
        let days = counts.flatMap { [Double](repeating: min($0, 1e6), count: 7) }
        if let verdict = self.answer({ () throws(SurveillanceError) in try FarringtonFlexible().judge(daily: days, at: days.count - 1) }) {
            self.expectFinite([verdict.expected, verdict.pValue, verdict.dispersion], text)
        }
        let ears = try EARS(baseline: 7)
        self.expectFinite((ears.c1(counts) + ears.c2(counts) + (try ears.c3(counts))).map { $0?.upperBound }, text)
        let expected = counts.map { max(0.01, $0 / 2) }
        for window in [nil, 28] {
            let points = self.answer { () throws(SurveillanceError) in
                try CountCUSUM.generalizedLikelihoodRatio(counts, expected: expected, window: window)
            }
            self.expectFinite(points?.map(\.value) ?? [], text)
        }
        for alpha in [0, 1e-300, 0.1, 1e8] {
            let points = self.answer { () throws(SurveillanceError) in
                try CountCUSUM.likelihoodRatio(counts, expected: expected, dispersion: alpha, threshold: 5)
            }
            self.expectFinite(points?.map(\.value) ?? [], text)
        }
        let observations = counts.enumerated().map { EuroMOMO.Observation(time: Double($0.offset), count: $0.element) }
        for hasTrend in [false, true] {
            guard let momo = self.answer({ () throws(SurveillanceError) in try EuroMOMO(observations, hasTrend: hasTrend) }) else { continue }
            for time in [0, Double(length), -1e6, .nan, .infinity] {
                let expectation = momo.expectation(at: time)
                self.expectFinite([expectation.mean, expectation.dispersion, expectation.zScore(of: 3), expectation.limit(at: 0)], text)
                #expect(!expectation.standardError.isNaN && !expectation.limit(at: 4).isNaN && !expectation.limit(at: -4).isNaN)
            }
        }
        for smoothed in [
            self.answer { () throws(SurveillanceError) in try EmpiricalBayes.global(counts, expected: expected) },
            self.answer { () throws(SurveillanceError) in try EmpiricalBayes.exceedances(counts, expected: expected) },
            self.answer { () throws(SurveillanceError) in
                try EmpiricalBayes.local(counts, expected: expected, neighbours: counts.indices.map { $0 > 0 ? [$0 - 1] : [] })
            },
        ] { self.expectFinite(smoothed ?? [], text) }
    }

    @Test(arguments: bad) func numbersThatAreNoCountsAreErrors(number: Double) throws {
        let good = self.series(8, length: 300)
        for place in [0, 150, 299] {
            var counts = good
            counts[place] = number
            #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(counts, at: 299) }
            #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(daily: (0..<7).flatMap { _ in counts }, at: 2_099) }
            #expect(throws: SurveillanceError.self) { try CountCUSUM.generalizedLikelihoodRatio(counts, expected: good.map { $0 + 1 }) }
            #expect(throws: SurveillanceError.self) {
                try CountCUSUM.likelihoodRatio(good, expected: counts.map { $0 + 1 }.map { $0 == 0 ? -1 : $0 }, threshold: 5)
            }
            #expect(throws: SurveillanceError.self) { try EmpiricalBayes.global(counts, expected: good.map { $0 + 1 }) }
            #expect(throws: SurveillanceError.self) { try EmpiricalBayes.exceedances(counts, expected: good.map { $0 + 1 }) }
            // A negative report withdraws what was reported before.
            if number != -1 || place == 0 { #expect(throws: SurveillanceError.self) { try ReportingDelay([counts]) } }
            if !number.isFinite || number < 0 {
                let observations = counts.enumerated().map { EuroMOMO.Observation(time: Double($0.offset), count: $0.element) }
                #expect(throws: SurveillanceError.self) { try EuroMOMO(observations, hasTrend: true) }
            }
            if !number.isFinite {
                let observations = counts.map { EuroMOMO.Observation(time: $0, count: 3) }
                #expect(throws: SurveillanceError.self) { try EuroMOMO(observations, hasTrend: true) }
                // A day without a number is not judged, nor are those that it is a measure of.
                let verdicts = try EARS(baseline: 7).c1(counts)
                #expect(verdicts[place] == nil)
                #expect(place + 5 >= verdicts.count || verdicts[place + 5] == nil)
                #expect(place + 8 >= verdicts.count || verdicts[place + 8] != nil)
            }
            let zones = try ScanZones((0..<3).map { .init(x: Double($0), y: 0) })
            let rows = [[1, 2, 3], [1, number, 3]]
            for statistic in [SpaceTimeScan.Statistic.permutation, .populationBased, .expectationBased] {
                let expected = statistic == .permutation ? nil : [[1.0, 1, 1], [1, 1, 1]]
                #expect(throws: SurveillanceError.self) { try SpaceTimeScan(rows, expected: expected, zones: zones, longest: 2, statistic: statistic) }
                if expected != nil {
                    #expect(throws: SurveillanceError.self) {
                        try SpaceTimeScan([[1, 2, 3], [1, 2, 3]], expected: rows, zones: zones, longest: 2, statistic: statistic)
                    }
                }
            }
        }
    }

    @Test(arguments: 0..<16) func scansAnswerWithFiniteNumbers(shape: Int) throws {
        let series = self.series(shape, length: 40).map { min(1_000, $0.rounded()) }
        let zones = try ScanZones((0..<4).map { .init(x: Double($0), y: 0) })
        let counts = (0..<10).map { Array(series[($0 * 4)..<($0 * 4 + 4)]) }
        let expected = counts.map { $0.map { $0 * 0.9 + 0.01 } }
        for statistic in [SpaceTimeScan.Statistic.permutation, .populationBased, .expectationBased] {
            let scan = try SpaceTimeScan(
                counts, expected: statistic == .permutation ? nil : expected, zones: zones, longest: 5, statistic: statistic)
            for share in [1, 0.3, 0, -1, .nan] {
                for cluster in try scan.clusters(atMost: 3, mostExpected: share, sampling: try ScanSampling(replicates: 5, enough: 2)) {
                    self.expectFinite([cluster.observed, cluster.expected, cluster.score], "shape \(shape)")
                    #expect(cluster.pValue.map { $0 > 0 && $0 <= 1 } ?? false)
                    #expect(cluster.recurrenceInterval(daysBetweenRuns: .nan) == nil)
                }
            }
            #expect(try scan.clusters(atMost: -1, replicates: -1).isEmpty)
        }
    }

    @Test func delaysAnswerWithFiniteNumbersOrErrors() {
        var random = ReplicateGenerator(seed: 88)
        for run in 0..<200 {
            let delays = 1 + run % 6
            let triangle = (0..<8).map { day in
                (0..<delays).map { delay -> Double? in
                    day + delay < 8 || delay == 0 ? Double(PoissonDraw.draw([0, 0.2, 5, 400][run % 4], &random)) * (run % 9 == 8 ? 1e9 : 1) : nil
                }
            }
            guard let delay = self.answer({ () throws(SurveillanceError) in try ReportingDelay(triangle) }),
                let nowcast = self.answer({ () throws(SurveillanceError) in try delay.nowcast(triangle) })
            else { continue }
            self.expectFinite(delay.shares + nowcast, "run \(run)")
            #expect(zip(delay.shares, delay.shares.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
        }
    }

    @Test func regressorsThatGrowWithoutEndAreAnErrorOrFinite() {
        for factor in [1e-200, 1e-8, 1, 1e8, 1e90, 1e200] {
            let design = (0..<20).map { [1, Double($0) * factor] }
            guard let model = self.answer({ () throws(SurveillanceError) in try QuasiPoisson(design: design, counts: (0..<20).map { Double($0 % 5) }) }),
                let (mean, error) = self.answer({ () throws(SurveillanceError) in try model.predict([1, 25 * factor]) })
            else { continue }
            self.expectFinite([mean, error, model.dispersion], "\(factor)")
        }
    }
}
