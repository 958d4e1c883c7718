import Glibc

/// What chance alone would make of the counts of a scan.
protocol ScanReplicates {
    mutating func next(_ random: inout ReplicateGenerator) -> ScanCounts
}

/// Dates shuffled over deaths: every area and every period keeps its sum (Kulldorff et al., 2005).
struct DateShuffle: ScanReplicates {
    /// The area of each death.
    private var areas: [Int32]
    /// For each death of the last periods, how many periods back.
    private let recent: [Int]
    private let width: Int
    private let longest: Int

    init(_ counts: [[Double]], longest: Int) {
        self.width = counts.first?.count ?? 0
        self.longest = longest
        var areas: [Int32] = []
        for row in counts {
            for (area, count) in row.enumerated() where count > 0 { areas.append(contentsOf: repeatElement(Int32(area), count: Int(count))) }
        }
        self.areas = areas
        self.recent = (0..<longest).flatMap { back in
            [Int](repeating: back, count: Int(counts[counts.count - 1 - back].reduce(0, +)))
        }
    }

    /// Only deaths of the last periods matter: they are drawn from all, without putting back.
    mutating func next(_ random: inout ReplicateGenerator) -> ScanCounts {
        var counts = [Int32](repeating: 0, count: self.width * ScanCounts.mostPeriods)
        for (index, back) in self.recent.enumerated() {
            self.areas.swapAt(index, index + random.below(self.areas.count - index))
            counts[Int(self.areas[index]) * ScanCounts.mostPeriods + back] += 1
        }
        return ScanCounts(recent: counts, longest: self.longest)
    }
}

/// As many deaths in all as there were, each anywhere with the chance that is expected there.
struct MultinomialDraw: ScanReplicates {
    private let cumulative: [Double]
    private let width: Int
    private let periods: Int
    private let longest: Int
    private let total: Int

    init(_ expected: [[Double]], longest: Int, total: Int) {
        self.width = expected.first?.count ?? 0
        self.periods = expected.count
        self.longest = longest
        self.total = total
        var sum = 0.0
        self.cumulative = expected.flatMap(\.self).map { mean in
            sum += mean
            return sum
        }
    }

    func next(_ random: inout ReplicateGenerator) -> ScanCounts {
        var counts = [Int32](repeating: 0, count: self.width * ScanCounts.mostPeriods)
        let whole = self.cumulative.last ?? 0
        for _ in 0..<self.total {
            let drawn = Double.random(in: 0..<max(whole, .leastNormalMagnitude), using: &random)
            var (low, high) = (0, self.cumulative.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if self.cumulative[middle] <= drawn { low = middle + 1 } else { high = middle }
            }
            let back = self.periods - 1 - low / self.width
            if back < self.longest { counts[low % self.width * ScanCounts.mostPeriods + back] += 1 }
        }
        return ScanCounts(recent: counts, longest: self.longest)
    }
}

/// Each area and period with a Poisson number of deaths.
struct PoissonDraw: ScanReplicates {
    private let expected: [[Double]]
    private let drawing: ScanSampling.Drawing

    /// - Parameters:
    ///   - expected: of the last periods.
    ///   - drawing: by cell in a time that does not grow with what is expected.
    init(_ expected: [[Double]], drawing: ScanSampling.Drawing) {
        self.expected = expected
        self.drawing = drawing
    }

    func next(_ random: inout ReplicateGenerator) -> ScanCounts {
        var counts = [Int32](repeating: 0, count: (self.expected.first?.count ?? 0) * ScanCounts.mostPeriods)
        for (back, row) in self.expected.reversed().enumerated() {
            for (area, mean) in row.enumerated() {
                counts[area * ScanCounts.mostPeriods + back] = Int32(clamping: self.drawing == .byCell ? random.poisson(mean) : Self.draw(mean, &random))
            }
        }
        return ScanCounts(recent: counts, longest: self.expected.count)
    }

    /// By multiplying chances (Knuth, The Art of Computer Programming 2, section 3.4.1), a large mean in parts of 500: sums of
    /// Poisson numbers are Poisson.
    static func draw(_ mean: Double, _ random: inout ReplicateGenerator) -> Int {
        var (left, drawn) = (mean, 0)
        while left > 0 {
            let limit = exp(-min(left, 500))
            var product = Double.random(in: 0..<1, using: &random)
            while product > limit {
                drawn += 1
                product *= Double.random(in: 0..<1, using: &random)
            }
            left -= 500
        }
        return drawn
    }
}
