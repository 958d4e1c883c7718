import Foundation
import Surveillance

/// How fast detectors are where many died: time and memory hardly grow with the deaths. What drew, walked or summed each death
/// by itself is measured beside it, where it still can be asked.
struct LargeCounts {
    func run(_ figures: inout Figures) throws {
        try self.scans(&figures)
        try self.quantiles(&figures)
        try self.sums(&figures)
    }

    /// A year of France by week, 96 departments, and as many deaths as a scan takes.
    private func scans(_ figures: inout Figures) throws {
        let zones = try ScanZones((0..<96).map { ScanZones.Point(x: 90 * Double($0 % 10), y: 90 * Double($0 / 10)) }, atMost: 15)
        var random = ReplicateGenerator(seed: 52)
        let expected = (0..<52).map { week in
            let season: Double = 60 + 20 * cos(Double(week) / 8)
            return (0..<96).map { season + Double(3 * $0) }
        }
        let counts = expected.map { $0.map { Double(random.poisson($0)) } }
        let deaths = Int(counts.reduce(0) { $0 + $1.reduce(0, +) })
        let year = try SpaceTimeScan(counts, expected: expected, zones: zones, longest: 28, statistic: .populationBased)
        let permuted = try SpaceTimeScan(counts, zones: zones, longest: 28, statistic: .permutation)
        for (name, scan, replicates) in [("population-based", year, 999), ("permutation", permuted, 999)] {
            let cell = try self.seconds(scan, replicates: replicates, .byCell)
            // Each death of the population-based one: a twentieth of its replicates is enough to be told.
            let some = name == "permutation" ? replicates : replicates / 20
            let death = try self.seconds(scan, replicates: some, .perDeath) * Double(replicates) / Double(some)
            try figures.add(
                Figure(
                    name: "\(name) scan of a year of France by week, \(deaths) deaths, \(replicates) replicates, by cell", value: cell, unit: "s",
                    target: 5, limit: "drawn death by death", ratio: cell / death))
        }
        let many = counts.map { $0.map { ($0 * 700_000_000 / Double(deaths)).rounded() } }
        let large = try SpaceTimeScan(many, zones: zones, longest: 28, statistic: .permutation)
        try figures.add(
            Figure(
                name: "permutation scan of 700,000,000 deaths, 999 replicates, by cell", value: try self.seconds(large, replicates: 999, .byCell),
                unit: "s", target: 60))
    }

    private func seconds(_ scan: SpaceTimeScan, replicates: Int, _ drawing: ScanSampling.Drawing) throws -> Double {
        let sampling = try ScanSampling(replicates: replicates, enough: nil, drawing: drawing)
        return try Stopwatch.quickest(of: 1) {
            guard try scan.clusters(sampling: sampling).first?.pValue != nil else { throw BenchError(reason: "the scan found nothing at all") }
        }
    }

    private func quantiles(_ figures: inout Figures) throws {
        for (mean, dispersion) in [(5e8, 1.0), (5e8, 1e5)] {
            let distribution = try CountDistribution(mean: mean, dispersion: dispersion)
            var sum = 0
            let seconds = try Stopwatch.quickest(of: 3) { sum += try distribution.quantile(0.995) }
            try figures.add(
                Figure(
                    name: "Farrington's bound where 500,000,000 deaths are expected, dispersion \(Int(dispersion))", value: 1_000 * seconds, unit: "ms",
                    target: 100, note: "\(sum / 3)"))
        }
    }

    private func sums(_ figures: inout Figures) throws {
        var random = ReplicateGenerator(seed: 100)
        let counts = (0..<36_500).map { _ in Double(random.poisson(20)) }
        let expected = [Double](repeating: 20, count: counts.count)
        let ratio = try Stopwatch.quickest(of: 3) {
            _ = try CountCUSUM.generalizedLikelihoodRatio(counts, expected: expected, threshold: 1e6, window: nil)
        }
        try figures.add(
            Figure(name: "generalised likelihood ratio, a hundred years of days without an alarm", value: 1_000 * ratio, unit: "ms", target: 100))
        let ears = try EARS(baseline: 3_650)
        let moments = Stopwatch.quickest(of: 3) { _ = ears.c1(counts) }
        try figures.add(Figure(name: "EARS, a hundred years of days, each against ten years", value: 1_000 * moments, unit: "ms", target: 100))
    }
}
