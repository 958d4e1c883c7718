/// A zone and the last periods, with more deaths in them than elsewhere or than expected.
public struct ScanCluster: Hashable, Sendable {
    /// The place of the area that the zone is around.
    public let centre: Int
    /// The places of its areas, by distance from the centre.
    public let members: [Int]
    /// How many of the last periods it covers.
    public let duration: Int
    /// The deaths in it, c.
    public let observed: Double
    /// The deaths expected in it, μ.
    public let expected: Double
    /// The logarithm of the likelihood ratio.
    public let score: Double
    /// The p-value by Monte Carlo; nothing without replicates. It is (1 + replicates with as high a score) / (1 + replicates), or with
    /// sequential sampling h / replicates drawn until h scored as high (Besag and Clifford, 1991), which is exact as well.
    public let pValue: Double?
    /// The p-value by Gumbel's distribution (statistics.md 4.7), where fewer than ten of all replicates score as high and ``pValue`` is near
    /// the least that so many can tell.
    public let tailPValue: Double?
    /// How many replicates were drawn.
    public let replicates: Int

    /// The tail's p-value where there is one, else that of the replicates. Recurrence intervals and false discovery rates are to be computed
    /// from it: 999 replicates never tell less than 0.001, too much for any of a hundred departments.
    public var bestPValue: Double? { self.tailPValue ?? self.pValue }

    /// Returns how often chance alone brings as strong a cluster: the time between two runs over the best p-value, and at most
    /// ``longestInterval``.
    public func recurrenceInterval(daysBetweenRuns days: Double = 1) -> Double? {
        days > 0 && days.isFinite ? self.bestPValue.map { min(days / $0, Self.longestInterval) } : nil
    }

    /// The longest interval in days that is measured. A tail far from all replicates has p-values near the least number there is, whose
    /// inverse no message, table or page takes.
    public static let longestInterval = 1e15

    /// The longest recurrence in days that is told, by a tail whose shape some hundreds of replicates tell.
    public static let longestRecurrence = 1_000_000.0

    /// How often chance alone brings as strong a cluster, and no more than is known of it.
    public enum Recurrence: Hashable, Sendable {
        /// They come so many days apart.
        case days(Double)
        /// They come more days apart than these, and nobody can tell how many.
        case moreThan(Double)
    }

    /// Returns the recurrence interval as far as it can be told: up to ``longestRecurrence``, or up to the number of replicates where none of
    /// them scores as high and there is no tail.
    public func recurrence(daysBetweenRuns days: Double = 1) -> Recurrence? {
        guard let interval = self.recurrenceInterval(daysBetweenRuns: days) else { return nil }
        if self.tailPValue == nil, interval > days * Double(self.replicates) { return .moreThan(days * Double(self.replicates)) }
        return interval > Self.longestRecurrence ? .moreThan(Self.longestRecurrence) : .days(interval)
    }
}
