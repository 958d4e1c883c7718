import Glibc

/// Dates shuffled over deaths: every area and every period keeps its sum (Kulldorff et al., 2005).
struct DateShuffle {
    /// The area of each death.
    private var areas: [Int32]
    /// For each death of the last periods, how many periods back.
    private let recent: [Int]
    private let width: Int
    private let longest: Int

    init(_ counts: [[Double]], longest: Int) {
        self.width = counts.first?.count ?? 0
        self.longest = longest
        self.areas = counts.flatMap { row in
            row.enumerated().flatMap { [Int32](repeating: Int32($0.offset), count: Int($0.element)) }
        }
        self.recent = (0..<longest).flatMap { back in
            [Int](repeating: back, count: Int(counts[counts.count - 1 - back].reduce(0, +)))
        }
    }

    /// Only deaths of the last periods matter: they are drawn from all, without putting back.
    mutating func next(_ random: inout ReplicateGenerator) -> ScanCounts {
        var sums = [SIMD32<Float>](repeating: SIMD32(), count: self.width)
        for (index, back) in self.recent.enumerated() {
            self.areas.swapAt(index, index + random.below(self.areas.count - index))
            sums[Int(self.areas[index])][back] += 1
        }
        return sums.cumulated(self.longest)
    }
}

/// As many deaths in all as there were, each anywhere with the chance that is expected there.
struct MultinomialDraw {
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
        var sums = [SIMD32<Float>](repeating: SIMD32(), count: self.width)
        let whole = self.cumulative.last ?? 0
        for _ in 0..<self.total {
            let drawn = Double.random(in: 0..<max(whole, .leastNormalMagnitude), using: &random)
            var (low, high) = (0, self.cumulative.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if self.cumulative[middle] <= drawn { low = middle + 1 } else { high = middle }
            }
            let back = self.periods - 1 - low / self.width
            if back < self.longest { sums[low % self.width][back] += 1 }
        }
        return sums.cumulated(self.longest)
    }
}

/// Each area and period with a Poisson number of deaths.
struct PoissonDraw {
    private let expected: [[Double]]

    init(_ expected: [[Double]]) { self.expected = expected }

    func next(_ random: inout ReplicateGenerator) -> ScanCounts {
        var sums = [SIMD32<Float>](repeating: SIMD32(), count: self.expected.first?.count ?? 0)
        for (back, row) in self.expected.reversed().enumerated() {
            for (area, mean) in row.enumerated() { sums[area][back] = Float(Self.draw(mean, &random)) }
        }
        return sums.cumulated(self.expected.count)
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

extension [SIMD32<Float>] {
    /// From what each period has to what the last one, two, three … have.
    fileprivate consuming func cumulated(_ longest: Int) -> ScanCounts {
        var sums = self
        for area in sums.indices {
            for lane in 1..<Swift.max(1, longest) { sums[area][lane] += sums[area][lane - 1] }
        }
        return ScanCounts(whole: sums)
    }
}
