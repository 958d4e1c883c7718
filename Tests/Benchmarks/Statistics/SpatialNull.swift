import Judging
import Surveillance

/// Daily scans of a department in which nothing happens, each of a year of its own: how often chance reaches an interval.
struct SpatialNull {
    let department: ScannedDepartment

    /// The recurrence interval of each scan's most likely cluster, in days.
    ///
    /// - Parameter seconds: how long it may take; at least thirty scans are run.
    func run(seconds: Double) throws -> [Double] {
        var intervals: [Double] = []
        let began = ContinuousClock.now
        while intervals.count < 30 || (ContinuousClock.now - began) / .seconds(1) < seconds {
            var random = ReplicateGenerator(seed: 0x5A_0000 + UInt64(intervals.count))
            let days = try self.department.draw(ScannedDepartment.study, &random)
            let cluster = try self.department.cluster(days[...], sampling: try ScanSampling(replicates: ClusterInput.usualReplicates, seed: random.next()))
            intervals.append(cluster?.recurrenceInterval() ?? 1)
        }
        return intervals
    }
}
