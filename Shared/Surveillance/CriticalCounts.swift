/// Of every cylinder, the count from which its score reaches a level: what replicates are compared with, whole numbers with
/// whole numbers, so that nearly all cylinders of a replicate take no logarithm.
struct CriticalCounts {
    /// Up to here what a count may expect is tabled; larger counts are searched for, each by itself.
    private static let tabled = 4_096

    let level: Double
    /// By zone, in lanes by duration: one less than the critical count.
    private let limits: [Int32]

    init(_ cylinders: ScanCylinders, level: Double) {
        self.level = level
        // What rounding makes of an equal score is as high.
        let reached = level * (1 - 1e-12)
        // μ_c by c, made as far as it is needed.
        var largest = [0.0]
        var limits = [Int32](repeating: .max, count: cylinders.areas.count * ScanCounts.mostPeriods)
        var counts = [Int](repeating: 1, count: cylinders.longest)
        for (start, end) in zip(cylinders.starts, cylinders.starts.dropFirst()) {
            for duration in counts.indices { counts[duration] = 1 }
            for zone in start..<end {
                for duration in counts.indices {
                    let mean = cylinders.expected[zone * cylinders.longest + duration]
                    guard mean > 0 else { continue }
                    // Zones grow, and what they expect with them: a critical count is never less than that of the zone before.
                    var count = counts[duration]
                    while count < Self.tabled {
                        if count == largest.count {
                            largest.append(Self.largest(count, cylinders.likelihood, reached, after: largest[count - 1]))
                        }
                        if largest[count] >= mean { break }
                        count += 1
                    }
                    counts[duration] = count
                    let place = zone * ScanCounts.mostPeriods + duration
                    if count < Self.tabled {
                        limits[place] = Int32(count - 1)
                    } else if let fewest = cylinders.likelihood.fewest(scoring: reached, expected: mean) {
                        limits[place] = Int32(clamping: Int(fewest) - 1)
                    }
                }
            }
        }
        self.limits = limits
    }

    private static func largest(_ count: Int, _ likelihood: ScanLikelihood, _ level: Double, after least: Double) -> Double {
        // There are not as many deaths: nobody will ask.
        if let total = likelihood.total, Double(count) > total { return .infinity }
        return likelihood.largestExpected(scoring: level, observed: Double(count), from: least)
    }

    /// The highest score of all cylinders; nothing when none reaches the level.
    func highest(_ cylinders: ScanCylinders, _ counts: ScanCounts) -> Double? {
        var best: Double?
        counts.sums.withUnsafeBufferPointer { sums in
            self.limits.withUnsafeBufferPointer { limits in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: ScanCounts.mostPeriods) { observed in
                    for (start, end) in zip(cylinders.starts, cylinders.starts.dropFirst()) {
                        observed.initialize(repeating: 0)
                        for zone in start..<end {
                            guard Self.grow(observed, by: sums, of: cylinders.areas[zone], limits, of: zone) else { continue }
                            for duration in 0..<cylinders.longest where observed[duration] > limits[zone * ScanCounts.mostPeriods + duration] {
                                let score = cylinders.likelihood.score(
                                    Double(observed[duration]), cylinders.expected[zone * cylinders.longest + duration])
                                best = max(best ?? 0, score)
                            }
                        }
                    }
                }
            }
        }
        return best
    }

    /// Adds an area to a zone, and says whether some duration is above its limit. A plain loop without branches over a fixed
    /// number of lanes, which the compiler makes vector instructions of.
    @inline(__always)
    private static func grow(
        _ observed: UnsafeMutableBufferPointer<Int32>, by sums: UnsafeBufferPointer<Int32>, of area: Int,
        _ limits: UnsafeBufferPointer<Int32>, of zone: Int
    ) -> Bool {
        var exceeding: Int32 = 0
        for lane in 0..<ScanCounts.mostPeriods {
            let count = observed[lane] &+ sums[area &* ScanCounts.mostPeriods &+ lane]
            observed[lane] = count
            // Negative where the count is above: neither a branch nor a comparison is in the way of vectors.
            exceeding |= limits[zone &* ScanCounts.mostPeriods &+ lane] &- count
        }
        return exceeding < 0
    }
}
