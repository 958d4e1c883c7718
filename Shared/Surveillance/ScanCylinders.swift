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

    private struct Zone {
        let area: Int
        let expected: [Double]
        let lanes: SIMD32<Float>
        /// So that (c − μ)² times this is no less than the score: ln r ≤ r − 1, applied to both of its terms.
        let bound: SIMD32<Float>
    }

    /// By centre, growing.
    private let zones: [[Zone]]
    private let longest: Int
    /// C, nothing where a score is against expectations alone.
    private let total: Double?

    init(expected: ScanCounts, zones: ScanZones, longest: Int, total: Double?, mostExpected: Double) {
        self.longest = longest
        self.total = total
        let all = (0..<longest).map { duration in expected.exact.reduce(0) { $0 + $1[duration] } }
        self.zones = zones.nearest.map { nearest in
            var sum = [Double](repeating: 0, count: longest)
            var grown: [Zone] = []
            for area in nearest {
                for duration in 0..<longest { sum[duration] += expected.exact[area][duration] }
                if sum[longest - 1] > mostExpected * all[longest - 1] { break }
                var (lanes, bound) = (SIMD32<Float>(repeating: .greatestFiniteMagnitude), SIMD32<Float>())
                for duration in 0..<longest where sum[duration] > 0 {
                    lanes[duration] = Float(sum[duration])
                    let rest = total.map { $0 - sum[duration] }
                    // A little more, for the rounding of a float.
                    bound[duration] = Float((1 / sum[duration] + (rest.map { $0 > 0 ? 1 / $0 : 0 } ?? 0)) * 1.001)
                }
                // A lane without expectation never shows more than it expects.
                for duration in 0..<longest where sum[duration] <= 0 { bound[duration] = 0 }
                grown.append(Zone(area: area, expected: sum, lanes: lanes, bound: bound))
            }
            return grown
        }
    }

    /// The score of a cylinder.
    private func score(_ observed: Double, _ expected: Double) -> Double {
        guard observed > expected, expected > 0 else { return 0 }
        guard let total else { return observed * log(observed / expected) + expected - observed }
        let rest = total - observed
        guard total > expected else { return 0 }
        return observed * log(observed / expected) + (rest > 0 ? rest * log(rest / (total - expected)) : 0)
    }

    /// The highest score of all; 0 when nothing has more than is expected.
    func highest(_ counts: ScanCounts) -> Double {
        var best = 0.0
        for centre in self.zones.indices { best = self.strongest(centre, counts, above: best)?.score ?? best }
        return best
    }

    /// The strongest of those that hold none of the areas given.
    func strongest(_ counts: ScanCounts, without taken: Set<Int>) -> Found? {
        var found: Found?
        for centre in self.zones.indices { found = self.strongest(centre, counts, above: found?.score ?? 0, without: taken) ?? found }
        return found
    }

    private func strongest(_ centre: Int, _ counts: ScanCounts, above least: Double, without taken: Set<Int> = []) -> Found? {
        var found: Found?
        var best = least
        var limit = Float(best)
        var observed = SIMD32<Float>()
        let zero = SIMD32<Float>()
        for (index, zone) in self.zones[centre].enumerated() {
            // Zones grow: all that follow would hold it too.
            if !taken.isEmpty, taken.contains(zone.area) { break }
            observed += counts.sums[zone.area]
            var above = observed - zone.lanes
            above.replace(with: zero, where: above .< zero)
            // Most cylinders cannot be the highest: only those that could are worth a logarithm.
            guard (above * above * zone.bound).max() > limit else { continue }
            for duration in 0..<self.longest {
                let count = Double(observed[duration])
                let score = self.score(count, zone.expected[duration])
                if score > best {
                    best = score
                    limit = Float(best * 0.9999)
                    found = Found(
                        centre: centre, size: index + 1, duration: duration + 1, observed: count, expected: zone.expected[duration],
                        score: score)
                }
            }
        }
        return found
    }
}
