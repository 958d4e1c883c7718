import Foundation
import Judging
import Mortality
import Surveillance

/// A department of 249 communes (the real Morbihan where its centres are there) that is scanned day by day: the deaths of
/// its days, drawn and allocated to communes by population, since there are no real counts by commune and day of so long.
struct ScannedDepartment {
    static let code = "56"
    /// Days of a scan, its longest cluster, and the reach and the weight of its zones (statistics.md 4.7).
    static let study = 365
    static let longest = 28
    static let radius = 30.0
    static let share = 0.2

    let inhabitants: [Double]
    /// What each commune expects of a department's death: cumulative, up to 1.
    private let cumulative: [Double]
    let shares: [Double]
    let zones: ScanZones
    let baseline: Baseline
    private let weekdays: [Double]

    init(land: Land, past: PastData) throws {
        let places = land.departments[Self.code] ?? []
        guard !places.isEmpty, let days = past.pasts.first(where: { $0.code == Self.code }) ?? past.pasts.dropFirst(past.pasts.count / 2).first else {
            throw BenchError(reason: "there is no department \(Self.code)")
        }
        self.inhabitants = places.map { land.communes[$0].inhabitants }
        let all = self.inhabitants.reduce(0, +)
        self.shares = self.inhabitants.map { $0 / all }
        var sum = 0.0
        self.cumulative = self.shares.map { share in
            sum += share
            return sum
        }
        self.zones = try ScanZones(land.points(of: places), radius: Self.radius)
        let history = DepartmentHistory(days: days.days)
        self.baseline = try history.baseline(for: try CivilDay(iso: "2020-02-03"))
        self.weekdays = history.weekdays
    }

    /// Deaths a week that are expected on average.
    var weekly: Double { self.baseline.expectation(endingOn: .first).mean }

    /// Days in a row without anything unusual, by day and commune.
    func draw(_ days: Int, _ random: inout ReplicateGenerator) throws -> [[Double]] {
        let first = try CivilDay(iso: "2020-02-03")
        let null = NullDays((0..<days).map(first.advanced(by:)), baseline: self.baseline, weekdays: self.weekdays)
        return null.draw(&random).map { deaths in
            var row = [Double](repeating: 0, count: self.shares.count)
            for _ in 0..<deaths { row[self.commune(random.uniform())] += 1 }
            return row
        }
    }

    private func commune(_ drawn: Double) -> Int {
        var (low, high) = (0, self.cumulative.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if self.cumulative[middle] <= drawn { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The most likely cluster that ends on the last of so many days.
    func cluster(_ days: ArraySlice<[Double]>, sampling: ScanSampling) throws -> ScanCluster? {
        let scan = try SpaceTimeScan(Array(days.suffix(Self.study)), zones: self.zones, longest: Self.longest, statistic: .permutation)
        return try scan.clusters(mostExpected: Self.share, sampling: sampling).first
    }
}
