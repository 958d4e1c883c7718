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
        /// μ by duration, then b so that (c − μ)² b is no less than the score: ln r ≤ r − 1, applied to both of its terms.
        let limits: [Float]
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
                // A duration without expectation never shows more than it expects.
                var limits =
                    [Float](repeating: .greatestFiniteMagnitude, count: ScanCounts.mostPeriods)
                    + [Float](repeating: 0, count: ScanCounts.mostPeriods)
                for duration in 0..<longest where sum[duration] > 0 {
                    limits[duration] = Float(sum[duration])
                    let rest = total.map { $0 - sum[duration] }
                    // A little more, for the rounding of a float.
                    limits[ScanCounts.mostPeriods + duration] = Float((1 / sum[duration] + (rest.map { $0 > 0 ? 1 / $0 : 0 } ?? 0)) * 1.001)
                }
                grown.append(Zone(area: area, expected: sum, limits: limits))
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
        let zones = self.zones[centre]
        counts.sums.withUnsafeBytes { (sums: UnsafeRawBufferPointer) in
            let sums = sums.assumingMemoryBound(to: Float.self)
            withUnsafeTemporaryAllocation(of: Float.self, capacity: ScanCounts.mostPeriods) { observed in
                observed.initialize(repeating: 0)
                for index in zones.indices {
                    let area = zones[index].area
                    // Zones grow: all that follow would hold it too.
                    if !taken.isEmpty, taken.contains(area) { break }
                    let mayExceed = zones[index].limits.withUnsafeBufferPointer { limits in
                        Self.grow(observed, by: sums, at: area * ScanCounts.mostPeriods, limits, limit)
                    }
                    // Most cylinders cannot be the highest: only those that could are worth a logarithm.
                    guard mayExceed else { continue }
                    for duration in 0..<self.longest {
                        let (count, expected) = (Double(observed[duration]), zones[index].expected[duration])
                        let score = self.score(count, expected)
                        guard score > best else { continue }
                        best = score
                        limit = Float(best * 0.9999)
                        found = Found(
                            centre: centre, size: index + 1, duration: duration + 1, observed: count, expected: expected, score: score)
                    }
                }
            }
        }
        return found
    }

    /// Adds an area to a zone, and says whether the bound of some duration is above a limit. Plain loops without branches
    /// over a fixed number of lanes, which the compiler makes vector instructions of.
    @inline(__always)
    private static func grow(
        _ observed: UnsafeMutableBufferPointer<Float>, by sums: UnsafeBufferPointer<Float>, at start: Int,
        _ limits: UnsafeBufferPointer<Float>, _ limit: Float
    ) -> Bool {
        guard let observed = observed.baseAddress, let sums = sums.baseAddress, let limits = limits.baseAddress else { return false }
        var exceeding: UInt32 = 0
        for lane in 0..<ScanCounts.mostPeriods {
            let count = observed[lane] + sums[start &+ lane]
            observed[lane] = count
            let above = count - limits[lane]
            // Less than expected gives a negative product.
            exceeding |= above * abs(above) * limits[lane &+ ScanCounts.mostPeriods] > limit ? 1 : 0
        }
        return exceeding != 0
    }
}
