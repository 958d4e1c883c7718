import Foundation
import Testing

@testable import Surveillance

@Suite struct FarringtonFitTests {
    private func series(_ mean: Double, trend: Double = 0, length: Int = 300, _ random: inout ReplicateGenerator) -> [Double] {
        (0..<length).map { week in
            let season = 1 + 0.3 * cos(2 * Double.pi * Double(week) / 52)
            return Double(PoissonDraw.draw(mean * season * exp(trend * Double(week - length) / 52), &random))
        }
    }

    /// The profile in one dimension is the regression that iteratively reweighted least squares fit in eleven.
    @Test(arguments: [0.5, 3, 40, 300], [-0.1, 0, 0.15]) func agreesWithLeastSquares(mean: Double, trend: Double) throws {
        var random = ReplicateGenerator(seed: UInt64(mean * 10))
        let counts = self.series(mean, trend: trend, &random)
        let design = try FarringtonDesign(week: counts.count - 1)
        let baseline = design.weeks.map { counts[$0] }
        #expect(design.seasons.levels == 10)
        var rows = [[Double]](repeating: [], count: baseline.count)
        for run in design.seasons.runs {
            for place in run.places { rows[place] = (0..<10).map { $0 == run.level ? 1 : 0 } + [design.seasons.times[place]] }
        }
        let weights = baseline.indices.map { 0.5 + Double($0 % 7) / 6 }
        let slow = try QuasiPoisson(design: rows, counts: baseline, weights: weights)
        let quick = try #require(FarringtonFit(baseline, weights: weights, seasons: design.seasons, hasTrend: true))
        let expected = try slow.predict([1] + [Double](repeating: 0, count: 10)).mean
        #expect(abs(quick.expected - expected) < 1e-7 * expected)
        #expect(abs(quick.dispersion - slow.dispersion) < 1e-7)
        // Without a trend, the level's mean.
        let flat = try #require(FarringtonFit(baseline, weights: weights, seasons: design.seasons, hasTrend: false))
        let same = design.seasons.runs.filter { $0.level == 0 }.flatMap(\.places)
        let average = same.reduce(0) { $0 + weights[$1] * baseline[$1] } / same.reduce(0) { $0 + weights[$1] }
        #expect(abs(flat.expected - average) < 1e-12 * average)
    }

    /// Weighed down by the same weeks and as much as by definition, the leverage from the whole matrix.
    @Test func outbreaksAreWeighedDownByTheirResiduals() throws {
        var random = ReplicateGenerator(seed: 77)
        var counts = self.series(6, trend: 0.1, &random)
        for week in [80, 81, 150, 200] { counts[week] += 25 }
        let design = try FarringtonDesign(week: counts.count - 1)
        let baseline = design.weeks.map { counts[$0] }
        var rows = [[Double]](repeating: [], count: baseline.count)
        for run in design.seasons.runs {
            for place in run.places { rows[place] = (0..<10).map { $0 == run.level ? 1 : 0 } + [design.seasons.times[place]] }
        }
        let first = try QuasiPoisson(design: rows, counts: baseline)
        let raw = try zip(rows, baseline).map { row, count in
            let (mean, error) = try first.predict(row)
            let leverage = mean * error * error / first.dispersion
            let residual = 1.5 * (pow(count, 2.0 / 3) * pow(mean, -1.0 / 6) - sqrt(mean)) / sqrt(first.dispersion * (1 - leverage))
            return residual > 2.58 ? 1 / (residual * residual) : 1
        }
        #expect(raw.count { $0 < 1 } >= 4)
        let scale = Double(raw.count) / raw.reduce(0, +)
        let second = try QuasiPoisson(design: rows, counts: baseline, weights: raw.map { $0 * scale })
        let verdict = try FarringtonFlexible.judge(counts, design: design)
        let expected = try second.predict([1] + [Double](repeating: 0, count: 10)).mean
        #expect(abs(verdict.expected - expected) < 1e-7 * expected)
        #expect(abs(verdict.dispersion - second.dispersion) < 1e-7)
    }

    /// Some of the seasons without a death: they change nothing but the degrees of freedom.
    @Test func seasonsWithoutADeathSayNothing() throws {
        var random = ReplicateGenerator(seed: 9)
        var counts = self.series(2, &random)
        let design = try FarringtonDesign(week: counts.count - 1)
        for run in design.seasons.runs where run.level == 4 { for place in run.places { counts[design.weeks[place]] = 0 } }
        let verdict = try FarringtonFlexible.judge(counts, design: design)
        #expect(!verdict.isPooled && verdict.hasTrend)
        let omitted = Set(design.seasons.runs.filter { $0.level == 4 }.flatMap(\.places).map { design.weeks[$0] })
        let without = try FarringtonFlexible.judge(counts, design: try FarringtonDesign(week: counts.count - 1, omitting: omitted))
        #expect(abs(verdict.expected - without.expected) < 0.02 * without.expected)
        #expect(omitted.isDisjoint(with: try FarringtonDesign(week: counts.count - 1, omitting: omitted).weeks))
    }

    /// Nobody had died in the season of the judged week: one death is then no wonder.
    @Test func aSeasonWithoutADeathIsJudgedByAllSeasons() throws {
        var counts = [Double](repeating: 0, count: 300)
        let design = try FarringtonDesign(week: 299)
        let others = design.seasons.runs.filter { $0.level != 0 }.flatMap(\.places).map { design.weeks[$0] }
        for week in others.enumerated().filter({ $0.offset.isMultiple(of: 20) }).map(\.element) { counts[week] = 1 }
        counts[299] = 1
        let verdict = try FarringtonFlexible.judge(counts, design: design)
        #expect(verdict.isPooled && !verdict.hasTrend)
        #expect(abs(verdict.expected - Double(others.count / 20 + 1) / Double(design.weeks.count)) < 0.01)
        #expect(abs(verdict.pValue - (1 - exp(-verdict.expected))) < 1e-12)
        #expect(!verdict.isAlarm)
    }

    @Test func aTrendThatIsNotDeterminedIsNotBelieved() throws {
        // All deaths in the first year: the likelihood rises for ever as the trend falls.
        var counts = [Double](repeating: 0, count: 300)
        let design = try FarringtonDesign(week: 299)
        for run in design.seasons.runs where run.places.lowerBound < 45 { counts[design.weeks[run.places.lowerBound]] = 2 }
        let verdict = try FarringtonFlexible.judge(counts, design: design)
        #expect(!verdict.hasTrend)
        #expect(verdict.expected > 0.001 && verdict.expected < 1)
    }

    @Test func sevenDaySumsAreJudgedAsWeeks() throws {
        var random = ReplicateGenerator(seed: 3)
        let days = (0..<2_150).map { day in Double(PoissonDraw.draw(day % 7 == 0 ? 9 : 4, &random)) }
        for day in [2_149, 2_148, 2_100] {
            let verdict = try FarringtonFlexible().judge(daily: days, at: day)
            let weeks = (day + 1) / 7
            let sums = (0..<weeks).map { week in (0..<7).reduce(0.0) { $0 + days[day - 7 * (weeks - 1 - week) - $1] } }
            #expect(try verdict == FarringtonFlexible().judge(sums, at: weeks - 1))
            // A design of fewer weeks looks at no more than it needs.
            let design = try FarringtonDesign(week: 263)
            #expect(try FarringtonFlexible.judge(daily: days, at: day, design: design) == FarringtonFlexible.judge(Array(sums.suffix(264)), design: design))
        }
        let short = #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(daily: days, at: 1_000) }
        #expect(short?.code == .shortHistory)
        #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(daily: days, at: 2_150) }
        #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(daily: [1, 2, 3], at: 2) }
        #expect(throws: SurveillanceError.self) { try FarringtonFlexible().judge(daily: days.dropLast() + [-1], at: 2_149) }
    }

    /// Under the null no more p-values are small than they say: without seasons, for small and large means.
    @Test(arguments: [0.1, 0.36, 2, 40]) func pValuesAreCalibrated(mean: Double) throws {
        var random = ReplicateGenerator(seed: UInt64(mean * 1_000))
        let design = try FarringtonDesign(week: 263)
        let runs = 400
        var small = 0
        for _ in 0..<runs {
            let counts = (0..<264).map { _ in Double(PoissonDraw.draw(mean, &random)) }
            if try FarringtonFlexible.judge(counts, design: design).pValue < 0.05 { small += 1 }
        }
        // The uncertainty of the expectation is not in p: a little more than 20 is due to that.
        #expect(small < 50)
    }

    @Test func badParametersAreErrors() {
        for change in [
            { $0.years = 0 }, { $0.halfWindow = -1 }, { $0.periods = 1 }, { $0.recentWeeks = -1 }, { $0.weightsThreshold = .nan }, { $0.alpha = 0 },
            { $0.leastWeeks = 0 }, { $0.years = .max },
        ] as [(inout FarringtonFlexible.Parameters) -> Void] {
            var parameters = FarringtonFlexible.Parameters()
            change(&parameters)
            let error = #expect(throws: SurveillanceError.self) { try FarringtonDesign(week: 400, parameters: parameters) }
            #expect(error?.code == .invalid)
        }
        #expect(throws: SurveillanceError.self) { try FarringtonDesign(week: -1) }
        #expect(throws: SurveillanceError.self) { try FarringtonDesign(week: .max) }
        #expect(throws: SurveillanceError.self) { try FarringtonDesign(week: 300, references: [.min, 0, 1, 2, 3]) }
        #expect(throws: SurveillanceError.self) { try FarringtonDesign(week: 300, references: [248, 247, 144, 92, 40]) }
        #expect(throws: SurveillanceError.self) { try FarringtonDesign(week: 300, omitting: Set(0..<300)) }
    }
}
