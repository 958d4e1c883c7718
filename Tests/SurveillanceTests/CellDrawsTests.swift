import Foundation
import Testing

@testable import Surveillance

/// Numbers drawn by cell have exactly the distributions of numbers drawn death by death.
@Suite struct CellDrawsTests {
    /// Pearson's statistic of what was drawn against what is exact, less its degrees of freedom over their deviation.
    private func surprise(_ drawn: [Int: Int], _ chance: (Int) -> Double, over range: ClosedRange<Int>) -> Double {
        let all = Double(drawn.values.reduce(0, +))
        var (statistic, degrees) = (0.0, -1.0)
        var (observed, expected) = (0.0, 0.0)
        for count in range {
            observed += Double(drawn[count] ?? 0)
            expected += all * chance(count)
            guard expected >= 8 || count == range.upperBound else { continue }
            if expected > 0 {
                statistic += (observed - expected) * (observed - expected) / max(expected, 1e-9)
                degrees += expected >= 8 ? 1 : 0
            }
            (observed, expected) = (0, 0)
        }
        return degrees > 0 ? (statistic - degrees) / (2 * degrees).squareRoot() : statistic
    }

    private func ways(_ n: Int, _ k: Int) -> Double { lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1) }

    @Test(arguments: [
        (5, 400, 1_000), (400, 5, 1_000), (200, 300, 1_000), (13, 13, 26), (30, 25, 60), (900, 950, 1_000), (40, 3_000, 90_000), (59, 30, 60),
        (20_000, 500_000, 1_000_000), (15, 999_980, 1_000_000),
    ])
    func hypergeometricNumbersAreExact(draws: Int, marked: Int, total: Int) {
        var random = ReplicateGenerator(seed: UInt64(draws + 7 * marked))
        var drawn: [Int: Int] = [:]
        for _ in 0..<8_000 { drawn[random.hypergeometric(draws, marked: marked, of: total), default: 0] += 1 }
        let range = max(0, draws + marked - total)...min(draws, marked)
        #expect(drawn.keys.allSatisfy(range.contains))
        let surprise = self.surprise(
            drawn,
            { exp(self.ways(marked, $0) + self.ways(total - marked, draws - $0) - self.ways(total, draws)) }, over: range)
        #expect(surprise < 5)
    }

    @Test(arguments: [(5, 0.3), (12, 0.99), (13, 0.5), (40, 0.02), (400, 0.9), (1_000, 1e-4), (30_000, 0.5), (100_000, 0.003)])
    func binomialNumbersAreExact(deaths: Int, probability: Double) {
        var random = ReplicateGenerator(seed: UInt64(deaths))
        var drawn: [Int: Int] = [:]
        for _ in 0..<8_000 { drawn[random.binomial(deaths, probability), default: 0] += 1 }
        #expect(drawn.keys.allSatisfy((0...deaths).contains))
        let surprise = self.surprise(
            drawn, { exp(self.ways(deaths, $0) + Double($0) * log(probability) + Double(deaths - $0) * log1p(-probability)) }, over: 0...deaths)
        #expect(surprise < 5)
    }

    @Test func theEndsAreCertain() {
        var random = ReplicateGenerator(seed: 3)
        #expect(random.binomial(50, 0) == 0 && random.binomial(50, 1) == 50 && random.binomial(0, 0.5) == 0)
        #expect(random.hypergeometric(0, marked: 5, of: 9) == 0 && random.hypergeometric(9, marked: 5, of: 9) == 5)
        #expect(random.hypergeometric(4, marked: 0, of: 9) == 0 && random.hypergeometric(4, marked: 9, of: 9) == 4)
        #expect(random.hypergeometric(900, marked: 1_000, of: 1_000) == 900)
    }

    /// A thousand million deaths: mean and deviation, and no time to speak of.
    @Test func largeNumbersHaveTheirMeanAndDeviation() {
        var random = ReplicateGenerator(seed: 4)
        let (draws, marked, total) = (2_000_000, 300_000_000, 1_000_000_000)
        let numbers = (0..<400).map { _ in Double(random.hypergeometric(draws, marked: marked, of: total)) }
        let parts = (0..<400).map { _ in Double(random.binomial(draws, 0.3)) }
        let deviation = (Double(draws) * 0.3 * 0.7).squareRoot()
        for list in [numbers, parts] {
            let mean = list.reduce(0, +) / 400
            #expect(abs(mean - 600_000) < 5 * deviation / 20)
            let spread = (list.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399).squareRoot()
            #expect(abs(spread / deviation - 1) < 0.2)
        }
    }

    /// Each table of given sums is as likely as there are ways to shuffle dates into it.
    @Test func shuffledTablesAreExact() {
        // Three areas with 3, 2 and 4 deaths; the last period has 4, the one before 2, the first 3.
        let counts: [[Double]] = [[1, 1, 1], [0, 1, 1], [2, 0, 2]]
        let (areas, last, before) = ([3, 2, 4], 4, 2)
        var random = ReplicateGenerator(seed: 5)
        var drawn: [Int: Int] = [:]
        let shuffle = CellShuffle(counts, longest: 2)
        for _ in 0..<20_000 {
            let sums = shuffle.next(&random, of: 3, longest: 2).sums
            let table = (0..<3).map { (Int(sums[$0 * ScanCounts.mostPeriods]), Int(sums[$0 * ScanCounts.mostPeriods + 1])) }
            #expect(table.reduce(0) { $0 + $1.0 } == last && table.reduce(0) { $0 + $1.1 } == last + before)
            drawn[table.reduce(0) { $0 * 25 + $1.0 * 5 + $1.1 - $1.0 }, default: 0] += 1
        }
        func chance(_ key: Int) -> Double {
            let cells = [(key / 625 / 5, key / 625 % 5), (key / 25 % 25 / 5, key / 25 % 5), (key % 25 / 5, key % 5)]
            guard cells.reduce(0, { $0 + $1.0 }) == last, cells.reduce(0, { $0 + $1.1 }) == before,
                zip(cells, areas).allSatisfy({ $0.0 + $0.1 <= $1 })
            else { return 0 }
            var ways = -self.ways(9, last) - self.ways(5, before)
            for (cell, all) in zip(cells, areas) { ways += self.ways(all, cell.0) + self.ways(all - cell.0, cell.1) }
            return exp(ways)
        }
        let keys = (0..<15_625).filter { chance($0) > 0 }
        #expect(abs(keys.reduce(0) { $0 + chance($1) } - 1) < 1e-9 && drawn.keys.allSatisfy(keys.contains))
        let numbered = Dictionary(uniqueKeysWithValues: drawn.compactMap { key, times in keys.firstIndex(of: key).map { ($0, times) } })
        #expect(self.surprise(numbered, { chance(keys[$0]) }, over: 0...(keys.count - 1)) < 5)
    }

    /// Both ways of drawing give every cell the same mean and deviation.
    @Test(arguments: [SpaceTimeScan.Statistic.permutation, .populationBased, .expectationBased])
    func bothDrawingsAgree(statistic: SpaceTimeScan.Statistic) {
        let expected: [[Double]] = (1...6).map { day in (0..<5).map { area in 0.4 * Double(day + area * area) } }
        let counts: [[Double]] = expected.map { row in row.map { $0.rounded() } }
        let total = Int(counts.joined().reduce(0, +))
        let scale = Double(total) / expected.joined().reduce(0, +)
        let scaled: [[Double]] = expected.map { row in row.map { $0 * scale } }
        var random = ReplicateGenerator(seed: 6)
        func moments(_ next: () -> ScanCounts) -> [(mean: Double, deviation: Double)] {
            let draws = (0..<1_500).map { _ in next().sums }
            return (0..<5).flatMap { area in
                (0..<3).map { back in
                    let list = draws.map { Double($0[area * ScanCounts.mostPeriods + back]) }
                    let mean = list.reduce(0, +) / 1_500
                    return (mean, (list.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1_499).squareRoot())
                }
            }
        }
        let shuffle = DateShuffle(counts, longest: 3)
        let (cells, multinomial) = (CellShuffle(counts, longest: 3), MultinomialDraw(scaled, longest: 3, total: total))
        let cellwise = CellDraw(scaled, longest: 3, total: total)
        let (poisson, quick) = (PoissonDraw(Array(expected.suffix(3)), drawing: .perDeath), PoissonDraw(Array(expected.suffix(3)), drawing: .byCell))
        let (old, new) =
            switch statistic {
            case .permutation: (moments { shuffle.next(&random, of: 5, longest: 3) }, moments { cells.next(&random, of: 5, longest: 3) })
            case .populationBased: (moments { multinomial.next(&random, of: 5, longest: 3) }, moments { cellwise.next(&random, of: 5, longest: 3) })
            case .expectationBased: (moments { poisson.next(&random, of: 5, longest: 3) }, moments { quick.next(&random, of: 5, longest: 3) })
            }
        for (a, b) in zip(old, new) {
            #expect(abs(a.mean - b.mean) < 5 * (a.deviation + 0.01) * (2.0 / 1_500).squareRoot() + 1e-9)
            #expect(abs(a.deviation - b.deviation) < 0.15 * a.deviation + 0.02)
        }
    }

    @Test func oneCellHoldsAll() {
        var random = ReplicateGenerator(seed: 7)
        #expect(CellShuffle([[7]], longest: 1).next(&random, of: 1, longest: 1).sums[0] == 7)
        #expect(CellDraw([[0.5]], longest: 1, total: 7).next(&random, of: 1, longest: 1).sums[0] == 7)
        #expect(CellDraw([[3], [0]], longest: 1, total: 7).next(&random, of: 1, longest: 1).sums[0] == 0)
    }
}

extension ScanReplicates {
    /// A replicate by itself.
    fileprivate func next(_ random: inout ReplicateGenerator, of areas: Int, longest: Int) -> ScanCounts {
        var (copy, counts) = (self, ReplicateCounts<Int32>(areas: areas, longest: longest))
        copy.draw(&random, into: &counts)
        return ScanCounts(counts)
    }
}
