import Glibc

/// Draws what chance alone would make of the counts of a scan.
protocol ScanReplicates {
    /// How many deaths the last periods may hold at most.
    var most: Int { get }

    mutating func draw<Lane>(_ random: inout ReplicateGenerator, into counts: inout ReplicateCounts<Lane>)
}

/// Shuffles dates over deaths: every area and every period keeps its sum (Kulldorff et al., 2005).
struct DateShuffle: ScanReplicates {
    /// The area of each death.
    private var areas: [Int32]
    /// How many periods back each death of the last periods lies.
    private let recent: [Int]

    init(_ counts: [[Double]], longest: Int) {
        var areas: [Int32] = []
        for row in counts {
            for (area, count) in row.enumerated() where count > 0 { areas.append(contentsOf: repeatElement(Int32(area), count: Int(count))) }
        }
        self.areas = areas
        self.recent = (0..<longest).flatMap { back in
            [Int](repeating: back, count: Int(counts[counts.count - 1 - back].reduce(0, +)))
        }
    }

    var most: Int { self.recent.count }

    /// Draws the deaths of the last periods from all deaths, without putting back; only they matter.
    mutating func draw<Lane>(_ random: inout ReplicateGenerator, into counts: inout ReplicateCounts<Lane>) {
        self.areas.withUnsafeMutableBufferPointer { areas in
            counts.count { cells in
                for (index, back) in self.recent.enumerated() {
                    areas.swapAt(index, index + random.below(areas.count - index))
                    cells[Int(areas[index]) * ScanCounts.mostPeriods + back] &+= 1
                }
            }
        }
    }
}

/// Draws as many deaths in all as there were, each anywhere with the chance that is expected there.
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

    var most: Int { self.total }

    func draw<Lane>(_ random: inout ReplicateGenerator, into counts: inout ReplicateCounts<Lane>) {
        let whole = self.cumulative.last ?? 0
        counts.count { cells in
            for _ in 0..<self.total {
                let drawn = Double.random(in: 0..<max(whole, .leastNormalMagnitude), using: &random)
                var (low, high) = (0, self.cumulative.count - 1)
                while low < high {
                    let middle = (low + high) / 2
                    if self.cumulative[middle] <= drawn { low = middle + 1 } else { high = middle }
                }
                let back = self.periods - 1 - low / self.width
                if back < self.longest { cells[low % self.width * ScanCounts.mostPeriods + back] &+= 1 }
            }
        }
    }
}

/// Draws a Poisson number of deaths for each area and period.
struct PoissonDraw: ScanReplicates {
    private let expected: [[Double]]
    private let drawing: ScanSampling.Drawing

    /// Takes what is expected.
    ///
    /// - Parameters:
    ///   - expected: of the last periods.
    ///   - drawing: by cell in a time that does not grow with what is expected.
    init(_ expected: [[Double]], drawing: ScanSampling.Drawing) {
        self.expected = expected
        self.drawing = drawing
    }

    /// No bound: any number can be drawn, if not a likely one.
    var most: Int { .max }

    func draw<Lane>(_ random: inout ReplicateGenerator, into counts: inout ReplicateCounts<Lane>) {
        counts.count { cells in
            for (back, row) in self.expected.reversed().enumerated() {
                for (area, mean) in row.enumerated() {
                    let deaths = self.drawing == .perDeath ? Self.draw(mean, &random) : random.poisson(mean)
                    cells[area * ScanCounts.mostPeriods + back] = Lane(clamping: deaths)
                }
            }
        }
    }

    /// Draws by multiplying chances (Knuth, The Art of Computer Programming 2, section 3.4.1), a large mean in parts of 500: sums of Poisson
    /// numbers are Poisson.
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
