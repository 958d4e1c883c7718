package import Mortality
package import Surveillance

/// Looks for the day's most likely cluster: the space-time permutation scan (Kulldorff et al., 2005) over the department's
/// communes and those beyond its border that its zones reach.
///
/// Blind to a rise of the whole department, so it says something else than ``Judge``.
package enum ClusterSearch {
    /// The cluster that was found, and how rare chance makes it.
    package struct Finding: Hashable, Sendable {
        package let communes: [CommuneCode]
        package let firstDay: CivilDay
        package let day: CivilDay
        package let observed: Int
        package let expected: Double
        package let score: Double
        package let pValue: Double
        /// How many days lie between two clusters as strong that chance alone brings, with a scan each day.
        package let recurrence: Double
    }

    /// Finds the most likely cluster.
    ///
    /// - Returns: nothing where no zone has more deaths than its share.
    /// - Throws: `SurveillanceError` where the counts cannot be scanned.
    package static func find(_ input: ClusterInput) throws(SurveillanceError) -> Finding? {
        var counts = [[Double]](repeating: [Double](repeating: 0, count: input.communes.count), count: input.days)
        for entry in input.entries { counts[entry.day][entry.area] += Double(entry.deaths) }
        // Zones are around the department's own communes; others are within.
        let zones = try ScanZones(input.points, centres: Array(0..<input.own), radius: input.radius)
        let scan = try SpaceTimeScan(counts, zones: zones, longest: input.longest, statistic: .permutation)
        let sampling = try ScanSampling(replicates: input.replicates, enough: input.enough, seed: input.seed, drawing: input.drawing)
        guard let cluster = try scan.clusters(mostExpected: input.mostShare, sampling: sampling).first,
            let pValue = cluster.bestPValue, let recurrence = cluster.recurrenceInterval()
        else { return nil }
        return Finding(
            communes: cluster.members.map { input.communes[$0] }, firstDay: input.day.advanced(by: 1 - cluster.duration), day: input.day,
            observed: Int(cluster.observed), expected: cluster.expected, score: cluster.score, pValue: pValue, recurrence: recurrence)
    }
}
