/// How deaths come in with the days, and what the counts of the last days will become: the chain ladder (Mack, 1993),
/// with a point estimate that is not stuck at zero.
public struct ReportingDelay: Sendable {
    /// The shares Π_{≤d} by delay: which part is known d days after; 1 at the longest delay.
    public let shares: [Double]

    /// Learns the delays of a triangle.
    ///
    /// - Parameter triangle: a row a day of death, oldest first: how many became known after 0, 1, 2 … days, nothing where
    ///   that is still to come. A number below zero withdraws deaths: it is taken from the earlier cells of its row, the
    ///   nearest first, as though these had never been known.
    /// - Throws: `invalid` for rows of different lengths, gaps, or where more was withdrawn than was known; `singular` where a
    ///   delay has nothing to be estimated from.
    public init(_ triangle: [[Double?]]) throws(SurveillanceError) {
        let triangle = try Self.settled(triangle)
        let delays = triangle[0].count
        var shares = [1.0]
        for delay in 1..<max(1, delays) {
            let known = triangle.filter { $0[delay] != nil }
            let arrived = known.reduce(0) { $0 + ($1[delay] ?? 0) }
            let before = known.reduce(0) { sum, row in sum + row[..<delay].reduce(0) { $0 + ($1 ?? 0) } }
            guard before > 0 else { throw SurveillanceError(.singular, "nothing was known before a delay of \(delay)") }
            shares.append(shares[delay - 1] * (1 + arrived / before))
        }
        let whole = shares[delays - 1]
        guard whole.isFinite else { throw SurveillanceError(.singular, "next to nothing is known of what comes in before the longest delay") }
        self.shares = shares.map { $0 / whole }
    }

    /// Returns what each day's count will become: (x + 1 − Π) / Π for what is known so far.
    ///
    /// - Throws: `invalid` for rows that do not fit the delays, or are none.
    public func nowcast(_ triangle: [[Double?]]) throws(SurveillanceError) -> [Double] {
        let triangle = try Self.settled(triangle)
        guard triangle[0].count == self.shares.count else { throw SurveillanceError(.invalid, "rows of \(self.shares.count) delays are needed") }
        return triangle.map { row in
            let known = row.compactMap(\.self)
            let share = self.shares[max(0, known.count - 1)]
            return (known.reduce(0, +) + 1 - share) / share
        }
    }

    /// Returns the rows with what was withdrawn taken from what was known before.
    private static func settled(_ triangle: [[Double?]]) throws(SurveillanceError) -> [[Double?]] {
        guard let first = triangle.first, !first.isEmpty else { throw SurveillanceError(.invalid, "rows of at least one delay are needed") }
        var settled: [[Double?]] = []
        for (place, row) in triangle.enumerated() {
            let known = row.prefix { $0 != nil }
            guard row.count == first.count, !known.isEmpty, row[known.count...].allSatisfy({ $0 == nil }),
                known.allSatisfy({ $0.map { abs($0) < 1e12 } ?? false })
            else {
                throw SurveillanceError(
                    .invalid, "row \(place): as many numbers as in the first row are needed, known up to some delay and still to come from there on")
            }
            var counts = row
            var owed = 0.0
            for delay in known.indices.reversed() {
                let left = (row[delay] ?? 0) - owed
                counts[delay] = max(0, left)
                owed = max(0, -left)
            }
            guard owed == 0 else { throw SurveillanceError(.invalid, "row \(place): more deaths were withdrawn than had been known") }
            settled.append(counts)
        }
        return settled
    }
}
