/// A zone and a time with more deaths than elsewhere or than expected.
public struct ScanCluster: Hashable, Sendable {
    /// The place of the area that the zone is around.
    public let centre: Int
    /// Places of its areas, by distance from the centre.
    public let members: [Int]
    /// How many of the last periods.
    public let duration: Int
    public let observed: Double
    public let expected: Double
    /// The logarithm of the likelihood ratio.
    public let score: Double
    /// (1 + replicates with as high a score) / (1 + replicates); nothing without replicates.
    public let pValue: Double?

    /// How often chance alone brings as strong a cluster: the time between two runs over p.
    public func recurrenceInterval(daysBetweenRuns days: Double = 1) -> Double? { self.pValue.map { days / $0 } }

    func with(pValue: Double) -> ScanCluster {
        ScanCluster(
            centre: self.centre, members: self.members, duration: self.duration, observed: self.observed, expected: self.expected,
            score: self.score, pValue: pValue)
    }
}
