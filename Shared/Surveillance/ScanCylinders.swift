import Glibc

/// Every cylinder of a scan with what it expects. It is made once, since the margins of all replicates are the same.
struct ScanCylinders {
    struct Found: Equatable {
        var centre = 0
        var size = 0
        var duration = 0
        var observed = 0.0
        var expected = 0.0
        var score = 0.0
    }

    /// Where the zones of each centre begin in what follows, and after the last where they end. Each has an area more than the one before.
    let starts: [Int]
    /// The area that each zone has more than the one before.
    let areas: [Int]
    /// What each zone expects, μ, by zone and duration.
    let expected: [Double]
    /// What each zone expects of the longest duration.
    let whole: [Double]
    /// By duration, the least share, over all zones, that the expectation for this duration is of the expectation for the longest.
    let shares: [Double]
    /// How many areas there are.
    let width: Int
    let longest: Int
    let likelihood: ScanLikelihood

    /// Sums what cylinders expect.
    ///
    /// - Parameter expected: by period, the oldest first, then by area.
    init(expected: [[Double]], zones: ScanZones, longest: Int, likelihood: ScanLikelihood, mostExpected: Double) {
        self.width = zones.nearest.count
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
        // A zone's share is between those of its areas; a little less, for rounding.
        var shares = [Double](repeating: 1 - 1e-9, count: longest)
        for area in 0..<zones.nearest.count {
            let whole = each[area * longest + longest - 1]
            guard whole > 0 else { continue }
            for duration in 0..<longest { shares[duration] = min(shares[duration], each[area * longest + duration] / whole * (1 - 1e-9)) }
        }
        let most = mostExpected * (all.last ?? 0)
        var (starts, areas) = ([0], [Int]())
        let zonesAtMost = zones.nearest.reduce(0) { $0 + $1.count }
        var whole: [Double] = []
        areas.reserveCapacity(zonesAtMost)
        whole.reserveCapacity(zonesAtMost)
        starts.reserveCapacity(zones.nearest.count + 1)
        let means = [Double](unsafeUninitializedCapacity: zonesAtMost * longest) { means, count in
            each.withUnsafeBufferPointer { each in
                guard let each = each.baseAddress, var zone = means.baseAddress else { return }
                for nearest in zones.nearest {
                    for (place, area) in nearest.enumerated() {
                        let row = each + area * longest
                        if place == 0 {
                            for duration in 0..<longest { zone[duration] = row[duration] }
                        } else {
                            let before = zone - longest
                            for duration in 0..<longest { zone[duration] = before[duration] + row[duration] }
                        }
                        if zone[longest - 1] > most { break }
                        areas.append(area)
                        whole.append(zone[longest - 1])
                        zone += longest
                    }
                    starts.append(areas.count)
                }
                count = areas.count * longest
            }
        }
        self.starts = starts
        self.areas = areas
        self.expected = means
        self.whole = whole
        self.shares = shares
    }

    /// Returns the strongest cylinder of all, found by blocks; `nil` when none has more than it expects.
    func strongest<Lane>(_ counts: ReplicateCounts<Lane>, by blocks: ZoneBlocks<Lane>) -> Found? {
        guard let found = blocks.strongest(self, counts) else { return self.strongest(ScanCounts(counts)) }
        return Found(
            centre: found.centre, size: found.zone - self.starts[found.centre] + 1, duration: found.duration + 1, observed: found.observed,
            expected: self.expected[found.zone * self.longest + found.duration], score: found.score)
    }

    /// Returns the strongest cylinder that holds none of the areas given; `nil` when none has more than it expects.
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
