import Foundation
import Judging
import Surveillance

/// What is read where a cluster comes once in a year: a day's cluster of known recurrence, read again and again from other
/// permutations.
struct TailReadings {
    struct Result {
        /// By many permutations.
        var interval = 0.0
        /// By few, each brought to 365 days by that.
        var readings: [Double] = []

        func quantile(_ share: Double) -> Double { self.readings.isEmpty ? 0 : self.readings[Int(share * Double(self.readings.count - 1))] }
        func share(within range: ClosedRange<Double>) -> Double {
            Double(self.readings.count(where: range.contains)) / Double(max(1, self.readings.count))
        }
    }

    static let year = 365.0
    /// Quiet days among which one is sought whose cluster comes about once in a year: those are asked again that are read to.
    private static let sought = 400
    private static let asked = 12
    private static let many = 30_000

    let department: ScannedDepartment

    func run(readings: Int) throws -> Result {
        var read: [(days: [[Double]], interval: Double)] = []
        for day in 0..<Self.sought {
            var random = ReplicateGenerator(seed: 0x7A_0000 + UInt64(day))
            let days = try self.department.draw(ScannedDepartment.study, &random)
            let sampling = try ScanSampling(replicates: ClusterInput.usualReplicates, seed: random.next())
            guard let interval = try self.department.cluster(days[...], sampling: sampling)?.recurrenceInterval() else { continue }
            read.append((days, interval))
        }
        // What is read long is so by chance too: what they are is told by many permutations.
        read.sort { Self.distance($0.interval) < Self.distance($1.interval) }
        let known = try read.prefix(Self.asked).map { one in
            let all = try ScanSampling(replicates: Self.many, enough: nil, seed: 1)
            guard let p = try self.department.cluster(one.days[...], sampling: all)?.pValue else { throw BenchError(reason: "the cluster is gone") }
            return (days: one.days, interval: 1 / p)
        }
        guard let nearest = known.min(by: { Self.distance($0.interval) < Self.distance($1.interval) }) else {
            throw BenchError(reason: "no quiet day has a cluster")
        }
        var result = Result(interval: nearest.interval)
        for seed in 0..<readings {
            let sampling = try ScanSampling(replicates: ClusterInput.usualReplicates, enough: nil, seed: 2 + UInt64(seed))
            guard let interval = try self.department.cluster(nearest.days[...], sampling: sampling)?.recurrenceInterval() else { continue }
            result.readings.append(interval / nearest.interval * Self.year)
        }
        result.readings.sort()
        return result
    }

    private static func distance(_ interval: Double) -> Double { abs(log(interval / Self.year)) }
}
