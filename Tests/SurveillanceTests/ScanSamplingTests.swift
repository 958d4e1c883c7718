import Glibc
import Testing

@testable import Surveillance

@Suite struct ScanSamplingTests {
    private static let zones = Result { try ScanZones((0..<16).map { .init(x: Double($0 % 4), y: Double($0 / 4)) }, atMost: 5) }

    /// Sixty days of sixteen areas in which nothing goes on.
    private func quiet(_ random: inout ReplicateGenerator) throws -> SpaceTimeScan {
        let counts = (0..<60).map { _ in (0..<16).map { _ in Double(PoissonDraw.draw(0.6, &random)) } }
        return try SpaceTimeScan(counts, zones: try Self.zones.get(), longest: 7, statistic: .permutation)
    }

    /// The same with deaths added to two areas on the last days.
    private func risen(by deaths: Double, _ random: inout ReplicateGenerator) throws -> SpaceTimeScan {
        var counts = try self.quiet(&random).counts
        for day in 57..<60 { for area in [5, 6] { counts[day][area] += deaths } }
        return try SpaceTimeScan(counts, zones: try Self.zones.get(), longest: 7, statistic: .permutation)
    }

    /// Under the null, p is uniform on the values that it can take, and 0.05, 0.1, 0.2 and 0.5 are among these.
    @Test func sequentialPValuesAreUniformUnderTheNull() throws {
        var random = ReplicateGenerator(seed: 1_991)
        let runs = 300
        let values = try (0..<runs).compactMap { run in
            try self.quiet(&random).clusters(sampling: try ScanSampling(replicates: 199, enough: 10, seed: UInt64(run))).first?.pValue
        }
        #expect(values.count == runs)
        for level in [0.05, 0.1, 0.2, 0.5] {
            let deviation = (Double(runs) * level * (1 - level)).squareRoot()
            #expect(abs(Double(values.count { $0 <= level }) - Double(runs) * level) < 4 * deviation, "\(level)")
        }
    }

    @Test func sequentialPValuesComeFromTheFirstOfAllReplicates() throws {
        var random = ReplicateGenerator(seed: 4)
        let scan = try self.quiet(&random)
        let sampling = try ScanSampling(replicates: 999, enough: 10, seed: 12)
        let found = try scan.clusters(atMost: 3, sampling: sampling)
        #expect(try found == scan.clusters(atMost: 3, sampling: sampling))
        #expect(try found != scan.clusters(atMost: 3, sampling: try ScanSampling(replicates: 999, enough: 10, seed: 13)))
        let all = try scan.clusters(atMost: 3, replicates: 999, seed: 12)
        #expect(found.map(\.score) == all.map(\.score))
        for (sequential, full) in zip(found, all) {
            let (p, q) = (try #require(sequential.pValue), try #require(full.pValue))
            // h / l for a whole number l: as many of the first l of the same replicates score as high.
            #expect(abs(10 / p - (10 / p).rounded()) < 1e-9)
            let whole = try scan.clusters(atMost: 3, replicates: Int((10 / p).rounded()), seed: 12)
            let same = try #require(whole.first { $0.score == sequential.score }?.pValue)
            #expect(abs(same * (10 / p + 1) - 11) < 1e-9)
            #expect(abs(p - q) < 0.35 * q + 0.05)
            #expect(sequential.tailPValue == nil)
        }
        #expect(zip(found, found.dropFirst()).allSatisfy { ($0.pValue ?? 2) <= ($1.pValue ?? -1) })
    }

    @Test func aStrongClusterTakesAllReplicatesAndHasATail() throws {
        var random = ReplicateGenerator(seed: 5)
        let scan = try self.risen(by: 6, &random)
        let found = try #require(scan.clusters(sampling: try ScanSampling()).first)
        #expect(Set(found.members).isSuperset(of: [5, 6]))
        #expect(found.pValue == 0.001)
        let tail = try #require(found.tailPValue)
        #expect(tail > 0 && tail < 1e-5)
        #expect(found.bestPValue == tail)
        #expect(found.recurrenceInterval() == 1 / tail)
        #expect(found.recurrenceInterval(daysBetweenRuns: 7) == 7 / tail)
        // Far from all replicates, what is told is bounded: the inverse of the least p-value is nothing that can be sent or kept.
        let far = try #require(try self.risen(by: 400, &random).clusters(sampling: try ScanSampling()).first)
        #expect(try #require(far.tailPValue) < 1e-20)
        #expect(far.recurrenceInterval() == ScanCluster.longestInterval)
        // As before where all replicates are asked for by their number.
        let full = try #require(scan.clusters(replicates: 999).first)
        #expect(full.pValue == 0.001)
        #expect(full.tailPValue == nil)
        #expect(full.recurrenceInterval() == 1_000)
        #expect(try #require(scan.clusters(sampling: try ScanSampling(replicates: 50)).first).tailPValue == nil)
        #expect(try #require(scan.clusters(sampling: try ScanSampling(replicates: 0)).first).pValue == nil)
    }

    /// Gumbel's distribution from 999 replicates, against what 4,999 others show.
    @Test func theTailAgreesWithManyReplicates() throws {
        var random = ReplicateGenerator(seed: 6)
        let scan = try self.quiet(&random)
        func scores(_ replicates: Int, seed: UInt64) throws -> [Double] {
            let cylinders = ScanCylinders(
                expected: scan.expected, zones: scan.zones, longest: scan.longest, likelihood: ScanLikelihood(total: scan.total), mostExpected: 1)
            let sampling = try ScanSampling(replicates: replicates, enough: nil, seed: seed)
            return ScanChance(cylinders, strongest: 8, sampling, replicates: DateShuffle(scan.counts, longest: scan.longest)).scores
        }
        let tail = try #require(GumbelTail(try scores(999, seed: 1)))
        let many = try scores(4_999, seed: 2).sorted(by: >)
        for rank in [10, 25, 50, 250, 1_000] {
            let p = Double(rank) / 5_000
            #expect(tail.pValue(of: many[rank - 1]) < 2 * p && tail.pValue(of: many[rank - 1]) > p / 2, "\(p)")
        }
    }

    /// Where a cluster comes once in 365 days: what is read from so many replicates, on 90 % of days.
    @Test(arguments: [(199, 180.0, 830.0), (99, 146, 1_206)])
    func theTailIsReadWithinItsBounds(replicates: Int, lower: Double, upper: Double) throws {
        var random = ReplicateGenerator(seed: 365)
        // The score of one in 365 of Gumbel's distribution, which those of the replicates are drawn from.
        let score = -log(-log1p(-1.0 / 365.0))
        let readings = try (0..<4_000).map { _ in
            try 1 / #require(GumbelTail((0..<replicates).map { _ in -log(-log(random.uniform())) })).pValue(of: score)
        }.sorted()
        // Standard errors of both quantiles are some 2 % of them.
        #expect(abs(readings[200] / lower - 1) < 0.08)
        #expect(abs(readings[3_800] / upper - 1) < 0.08)
        #expect(abs(readings[2_000] / 365 - 1) < 0.1)
    }

    /// By the third version of the rules 199 replicates are the fewest that a tail is read from, by the earlier ones 99.
    @Test func fewReplicatesHaveNoTail() throws {
        var random = ReplicateGenerator(seed: 5)
        let scan = try self.risen(by: 6, &random)
        func tail(_ replicates: Int, _ drawing: ScanSampling.Drawing) throws -> Double? {
            try scan.clusters(sampling: try ScanSampling(replicates: replicates, drawing: drawing)).first?.tailPValue
        }
        #expect(try tail(198, .byWork) == nil && tail(98, .byCell) == nil && tail(98, .perDeath) == nil)
        #expect(try tail(199, .byWork) != nil && tail(99, .byCell) != nil && tail(99, .perDeath) != nil)
    }

    /// A department's few deaths are shuffled one by one, those of a nation by cell.
    @Test(arguments: [(1.0, ScanSampling.Drawing.perDeath), (900_000, .byCell)])
    func theLesserWorkIsDone(times: Double, like: ScanSampling.Drawing) throws {
        func count(_ day: Int, _ area: Int) -> Double { times * Double((day * 7 + area * 3 + day * day) % 4) }
        let scan = try SpaceTimeScan(
            (0..<40).map { day in (0..<9).map { count(day, $0) } }, zones: try self.zones(of: 9, atMost: 4), longest: 7, statistic: .permutation)
        func p(_ drawing: ScanSampling.Drawing) throws -> Double? {
            try scan.clusters(sampling: try ScanSampling(replicates: 49, enough: nil, seed: 3, drawing: drawing)).first?.pValue
        }
        #expect(try p(.byWork) == p(like))
    }

    @Test func theTailHasItsKnownValues() throws {
        // Mean 1, variance 1: σ = √6/π, μ = 1 − γσ.
        let tail = try #require(GumbelTail([0.5, 1.5, 1 + 1.25.squareRoot(), 1 - 1.25.squareRoot()]))
        #expect(abs(tail.pValue(of: 1 - 0.577215664901532861 * 6.0.squareRoot() / .pi) - 0.632120558828557678) < 1e-12)
        #expect(tail.pValue(of: 1e9) == .leastNormalMagnitude)
        #expect(tail.pValue(of: -1e9) == 1)
        #expect(GumbelTail([]) == nil)
        #expect(GumbelTail([2, 2, 2]) == nil)
    }

    @Test func zonesMayBeAroundSomeAreasOnly() throws {
        let points = (0..<4).map { ScanZones.Point(x: Double($0), y: 0) }
        let zones = try ScanZones(points, centres: [1, 2], radius: 1)
        #expect(zones.nearest == [[], [1, 0, 2], [2, 1, 3], []])
        #expect(try ScanZones(points, centres: nil, radius: 1).nearest == ScanZones(points, radius: 1).nearest)
        #expect(throws: SurveillanceError.self) { try ScanZones(points, centres: [4]) }
        // All deaths are across the border: no zone is of that area alone, but one holds it.
        let expected = [[1.0, 1, 1, 1], [1, 1, 1, 1]]
        let scan = try SpaceTimeScan([[1, 1, 1, 1], [30, 1, 1, 1]], expected: expected, zones: zones, longest: 2, statistic: .expectationBased)
        let found = try #require(scan.clusters(atMost: 9, replicates: 9).first)
        #expect(found.centre == 1)
        #expect(found.members == [1, 0])
        let nowhere = try ScanZones(points, centres: [])
        #expect(
            try SpaceTimeScan([[0, 9, 0, 0]], expected: [[1, 1, 1, 1]], zones: nowhere, longest: 1, statistic: .expectationBased)
                .clusters(replicates: 9).isEmpty)
    }

    private func zones(of areas: Int, around centres: [Int]? = nil, atMost: Int) throws -> ScanZones {
        try ScanZones((0..<areas).map { .init(x: Double($0 % 4), y: Double($0 / 4)) }, centres: centres, atMost: atMost)
    }

    /// Scores of replicates are exact, whatever the counts from which they are compared, and however wide lanes are.
    @Test(arguments: [nil, 900.0]) func blocksFindTheHighestScore(total: Double?) throws {
        var random = ReplicateGenerator(seed: 8)
        var expected: [[Double]] = []
        for day in 1...6 { expected.append((0..<12).map { 0.03 * Double(1 + $0 * $0 * day) }) }
        // More than is tabled.
        if total == nil { expected[5][3] = 5_000 }
        // A zone begins where nothing is expected, and a day is without anything.
        for day in 0..<6 { expected[day][7] = 0 }
        expected[4] = [Double](repeating: 0, count: 12)
        let zones = try self.zones(of: 12, around: [0, 1, 2, 3, 5, 7, 8, 11], atMost: 6)
        let cylinders = ScanCylinders(expected: expected, zones: zones, longest: 6, likelihood: ScanLikelihood(total: total), mostExpected: 1)
        let draw = PoissonDraw(expected, drawing: .perDeath)
        func check<Lane>(_: Lane.Type, _ counts: ScanCounts, _ replicate: ReplicateCounts<Lane>) {
            let strongest = cylinders.strongest(counts)
            let highest = strongest?.score ?? 0
            for level in [0.01, 0.5, 2, 3, 6] {
                let blocks = ZoneBlocks<Lane>(cylinders, level: level)
                #expect(blocks.strongest(cylinders, replicate)?.score == (highest >= level ? highest : nil))
                // The same cylinder, also where others are as strong.
                #expect(cylinders.strongest(replicate, by: blocks) == strongest)
            }
        }
        for _ in 0..<20 {
            var (narrow, wide) = (ReplicateCounts<Int16>(areas: 12, longest: 6), ReplicateCounts<Int32>(areas: 12, longest: 6))
            var same = random
            draw.draw(&random, into: &narrow)
            draw.draw(&same, into: &wide)
            #expect(ScanCounts(narrow).sums == ScanCounts(wide).sums)
            check(Int16.self, ScanCounts(narrow), narrow)
            check(Int32.self, ScanCounts(wide), wide)
        }
    }

    /// A year of a department's size: every highest score of a hundred replicates is that of all cylinders, one by one.
    @Test func theHighestOfManyReplicatesIsExact() throws {
        var random = ReplicateGenerator(seed: 33)
        let sizes = (0..<90).map { _ in exp(1.4 * random.normal()) * 0.02 }
        let counts = (0..<120).map { _ in sizes.map { Double(random.poisson($0)) } }
        let points = (0..<90).map { _ in ScanZones.Point(x: random.uniform() * 60, y: random.uniform() * 60) }
        let zones = try ScanZones(points, centres: Array(0..<60), radius: 25)
        let scan = try SpaceTimeScan(counts, zones: zones, longest: 28, statistic: .permutation)
        let cylinders = ScanCylinders(
            expected: scan.expected, zones: zones, longest: 28, likelihood: ScanLikelihood(total: scan.total), mostExpected: 0.3)
        var shuffle = DateShuffle(counts, longest: 28)
        var replicate = ReplicateCounts<Int16>(areas: 90, longest: 28)
        let blocks = ZoneBlocks<Int16>(cylinders, level: 4)
        // Levels that are too high, right and too low.
        var maxima = [0.3, 3, 40].map { ReplicateMaxima(cylinders, ZoneBlocks<Int16>(cylinders, level: $0)) }
        for _ in 0..<100 {
            shuffle.draw(&random, into: &replicate)
            let highest = cylinders.strongest(ScanCounts(replicate))?.score ?? 0
            for index in maxima.indices { #expect(maxima[index].highest(replicate) == highest) }
            #expect(cylinders.strongest(replicate, by: blocks) == cylinders.strongest(ScanCounts(replicate)))
        }
    }

    @Test(arguments: [nil, 400.0]) func criticalMeansTellWhatCouldBeHigher(total: Double?) {
        let likelihood = ScanLikelihood(total: total)
        let means = CriticalMeans(likelihood, level: 3)
        for best in [3, 3.2, 4.9, 7, 50] {
            let rung = means.rung(below: best)
            for count in [1, 2, 3, 7, 30, 95] {
                let largest = likelihood.largestExpected(scoring: best, observed: Double(count), from: 0)
                #expect(means.isBelow(largest, count, rung))
                // Up to the next level it is not known, beyond the last neither.
                let lower = likelihood.largestExpected(scoring: best / 1.16, observed: Double(count), from: 0)
                if best < 6 { #expect(!means.isBelow(lower, count, rung)) }
            }
            #expect(means.isBelow(1e6, CriticalMeans.counts, rung))
        }
    }

    @Test func criticalCountsAreTheFewestThatScoreALevel() {
        for total in [nil, 40.0, 6_000] {
            let likelihood = ScanLikelihood(total: total)
            for expected in [0.001, 0.1, 1, 7.5, 30] {
                for level in [0.1, 1, 4, 9] {
                    guard let fewest = likelihood.fewest(scoring: level, expected: expected) else {
                        #expect(total.map { likelihood.score($0, expected) < level } ?? false)
                        continue
                    }
                    #expect(likelihood.score(fewest, expected) >= level)
                    #expect(likelihood.score(fewest - 1, expected) < level)
                    let largest = likelihood.largestExpected(scoring: level, observed: fewest, from: 0)
                    #expect(largest >= expected * (1 - 1e-9))
                    #expect(abs(likelihood.score(fewest, largest) - level) < 1e-9)
                }
            }
        }
    }

    @Test func badSamplingIsAnError() {
        #expect(throws: SurveillanceError.self) { try ScanSampling(replicates: -1) }
        #expect(throws: SurveillanceError.self) { try ScanSampling(enough: 0) }
    }

    /// What was told by the first version of the rules, which drew one death after another, is told again to the last digit.
    @Test(arguments: [
        (SpaceTimeScan.Statistic.permutation, 0.094), (.populationBased, 0.122), (.expectationBased, 0.262),
    ])
    func theFirstDrawingIsAsItWas(statistic: SpaceTimeScan.Statistic, p: Double) throws {
        func count(_ day: Int, _ area: Int) -> Double { Double((day * 7 + area * 3 + day * day) % 4) + (day > 36 && area == 4 ? 2 : 0) }
        let counts: [[Double]] = (0..<40).map { day in (0..<9).map { count(day, $0) } }
        let zones = try ScanZones((0..<9).map { .init(x: Double($0 % 3), y: Double($0 / 3)) }, atMost: 4)
        let expected = statistic == .permutation ? nil : counts.map { $0.map { _ in 1.6 } }
        let scan = try SpaceTimeScan(counts, expected: expected, zones: zones, longest: 7, statistic: statistic)
        let first = try scan.clusters(sampling: try ScanSampling(replicates: 499, enough: nil, seed: 1_991, drawing: .perDeath)).first
        #expect(first?.pValue == p)
        // Other replicates of the same distribution: four standard deviations of both shares.
        let second = try #require(try scan.clusters(sampling: try ScanSampling(replicates: 499, enough: nil, seed: 1_991)).first?.pValue)
        #expect(abs(second - p) < 4 * (2 * p * (1 - p) / 500).squareRoot())
    }
}
