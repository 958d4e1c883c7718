import Judging
import Surveillance

/// Deaths added to four neighbouring communes that expect three a week: how often the daily scan sees them in time.
struct InjectedClusters {
    struct Result {
        var runs = 0
        var seen = 0
        /// Days from the first extra death to the day that saw it, of those seen.
        var days = 0

        var share: Double { Double(self.seen) / Double(max(1, self.runs)) }
        /// Of a binomial share.
        var standardError: Double { (self.share * (1 - self.share) / Double(max(1, self.runs))).squareRoot() }
    }

    let department: ScannedDepartment

    static let communes = 4
    static let weekly = 3.0
    /// Extra deaths are spread over so many days, and looked for until so many after the last.
    static let spread = 7
    static let patience = 3

    /// Communes with the three nearest to them that together expect nearly three deaths a week.
    private func places() throws -> [[Int]] {
        let weekly = self.department.weekly
        let groups = self.department.zones.nearest.map { Array($0.prefix(Self.communes)) }
        let near = groups.filter { group in
            let expected = group.reduce(0) { $0 + self.department.shares[$1] } * weekly
            return group.count == Self.communes && abs(expected - Self.weekly) <= 0.5
        }
        guard !near.isEmpty else { throw BenchError(reason: "no four neighbouring communes expect three deaths a week") }
        return near
    }

    func run(extra: Int, runs: Int) throws -> Result {
        let places = try self.places()
        var result = Result()
        for run in 0..<runs {
            var random = ReplicateGenerator(seed: 0xC1_0000 + UInt64(extra) * 10_007 + UInt64(run))
            let group = places[Int.random(in: places.indices, using: &random)]
            let quiet = ScannedDepartment.study
            var days = try self.department.draw(quiet + Self.spread + Self.patience, &random)
            let added = (0..<extra).map { _ in Int.random(in: 0..<Self.spread, using: &random) }
            for day in added { days[quiet + day][group[Int.random(in: group.indices, using: &random)]] += 1 }
            guard let first = added.min(), let last = added.max() else { continue }
            result.runs += 1
            for day in first...(last + Self.patience) {
                let sampling = try ScanSampling(replicates: ClusterInput.usualReplicates, seed: random.next())
                guard let cluster = try self.department.cluster(days[...(quiet + day)], sampling: sampling),
                    let interval = cluster.recurrenceInterval(), interval >= LevelThresholds().yellowRecurrence,
                    !Set(cluster.members).isDisjoint(with: group)
                else { continue }
                result.seen += 1
                result.days += day - first
                break
            }
        }
        return result
    }
}
