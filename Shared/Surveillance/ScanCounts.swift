/// What each area has in the last one, two, three … periods.
struct ScanCounts {
    static let mostPeriods = 32

    /// By area; lane d holds the sum of the last d + 1 periods.
    var sums: [SIMD32<Float>]
    /// The same without rounding, by area and duration; empty where whole numbers make the first exact.
    let exact: [[Double]]

    /// - Parameter values: by period, the oldest first, then by area.
    init(_ values: [[Double]], longest: Int) {
        let areas = values.first?.count ?? 0
        self.exact = (0..<areas).map { area in
            var sum = 0.0
            return (1...longest).map { duration in
                sum += values[values.count - duration][area]
                return sum
            }
        }
        self.sums = self.exact.map { exact in
            var lanes = SIMD32<Float>()
            for (lane, sum) in exact.enumerated() { lanes[lane] = Float(sum) }
            return lanes
        }
    }

    /// Whole numbers, which a float holds up to 2²⁴.
    init(whole sums: [SIMD32<Float>]) {
        self.sums = sums
        self.exact = []
    }
}
