/// Tells, for each count, the largest expectation with which it still scores a level, at a ladder of levels: so it is known without a
/// logarithm whether a score could be higher than the best so far, and for small counts far more sharply than by
/// ``ScanLikelihood/mayExceed(_:_:_:)``.
struct CriticalMeans {
    /// The number of counts in the table; larger ones are always worth a closer look.
    static let counts = 96
    /// The factor between one level and the next.
    private static let step = 1.15
    private static let rungs = 7

    /// The largest expectations by rung, then by count; each a little more than it is, for rounding.
    private let largest: [Double]
    private let levels: [Double]

    init(_ likelihood: ScanLikelihood, level: Double) {
        var (largest, levels) = ([Double](), [Double]())
        largest.reserveCapacity(Self.rungs * Self.counts)
        var height = level
        for _ in 0..<Self.rungs {
            var mean = 0.0
            largest.append(0)
            for count in 1..<Self.counts {
                // There are not as many deaths: nobody will ask.
                if let total = likelihood.total, Double(count) > total {
                    largest.append(.infinity)
                    continue
                }
                mean = likelihood.largestExpected(scoring: height, observed: Double(count), from: mean)
                largest.append(mean * (1 + 1e-9))
            }
            levels.append(height)
            height *= Self.step
        }
        self.largest = largest
        self.levels = levels
    }

    /// Finds where the highest level that is not above a score begins in what ``isBelow(_:_:_:)`` compares with.
    func rung(below score: Double) -> Int { max(0, (self.levels.firstIndex { $0 > score } ?? self.levels.count) - 1) * Self.counts }

    /// Tells whether a count could score as high as the level of a rung with a mean of at least this.
    @inline(__always)
    func isBelow(_ mean: Double, _ count: Int, _ rung: Int) -> Bool { count >= Self.counts || mean <= self.largest[rung + count] }
}
