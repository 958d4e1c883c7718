import Glibc

/// Every cylinder of a scan with what it expects, made once: the margins of all replicates are the same.
struct ScanCylinders {
    struct Found {
        var centre = 0
        var size = 0
        var duration = 0
        var observed = 0.0
        var expected = 0.0
        var score = 0.0
    }

    /// Of each centre, where its zones begin in what follows, and after the last where they end. They grow by an area each.
    let starts: [Int]
    /// The area that each zone has more than the one before.
    let areas: [Int]
    /// μ, by zone and duration.
    let expected: [Double]
    let longest: Int
    let likelihood: ScanLikelihood

    /// - Parameter expected: by period, the oldest first, then by area.
    init(expected: [[Double]], zones: ScanZones, longest: Int, likelihood: ScanLikelihood, mostExpected: Double) {
        self.longest = longest
        self.likelihood = likelihood
        // By area, what the last one, two, three … periods expect.
        var each = [Double](repeating: 0, count: zones.nearest.count * longest)
        var all = [Double](repeating: 0, count: longest)
        for (back, row) in expected.reversed().prefix(longest).enumerated() {
            for (area, mean) in row.enumerated() {
                let sum = mean + (back > 0 ? each[area * longest + back - 1] : 0)
                each[area * longest + back] = sum
                all[back] += sum
            }
        }
        let most = mostExpected * (all.last ?? 0)
        var (starts, areas, means) = ([0], [Int](), [Double]())
        let zonesAtMost = zones.nearest.reduce(0) { $0 + $1.count }
        areas.reserveCapacity(zonesAtMost)
        means.reserveCapacity(zonesAtMost * longest)
        var sum = [Double](repeating: 0, count: longest)
        for nearest in zones.nearest {
            for duration in 0..<longest { sum[duration] = 0 }
            for area in nearest {
                for duration in 0..<longest { sum[duration] += each[area * longest + duration] }
                if sum[longest - 1] > most { break }
                areas.append(area)
                means.append(contentsOf: sum)
            }
            starts.append(areas.count)
        }
        self.starts = starts
        self.areas = areas
        self.expected = means
    }

    /// The strongest of those that hold none of the areas given; nothing when none has more than it expects.
    func strongest(_ counts: ScanCounts, without taken: Set<Int> = []) -> Found? {
        var found: Found?
        var best = 0.0
        var observed = [Int32](repeating: 0, count: ScanCounts.mostPeriods)
        for (centre, zones) in zip(self.starts, self.starts.dropFirst()).map({ $0..<$1 }).enumerated() {
            for duration in 0..<self.longest { observed[duration] = 0 }
            for zone in zones {
                let area = self.areas[zone]
                // Zones grow: all that follow would hold it too.
                if !taken.isEmpty, taken.contains(area) { break }
                for duration in 0..<self.longest {
                    observed[duration] &+= counts.sums[area * ScanCounts.mostPeriods + duration]
                    let (count, mean) = (Double(observed[duration]), self.expected[zone * self.longest + duration])
                    // Most cylinders cannot be the strongest: only those that could are worth a logarithm.
                    guard self.likelihood.mayExceed(best, count, mean) else { continue }
                    let score = self.likelihood.score(count, mean)
                    guard score > best else { continue }
                    best = score
                    found = Found(
                        centre: centre, size: zone - zones.lowerBound + 1, duration: duration + 1, observed: count, expected: mean,
                        score: score)
                }
            }
        }
        return found
    }
}
