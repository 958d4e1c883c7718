import Foundation
import Judging
import Mortality
import Surveillance

/// What a day of the nation is judged from, made before any clock runs: communes with what they expect, the zones of each
/// department with the communes across its borders, five years of drawn weeks and a year of drawn days.
struct Nation: Sendable {
    struct Department: Sendable {
        /// Places of its communes in the nation, then of those across its borders that a zone holds.
        let places: [Int]
        /// How many of them are its own.
        let own: Int
        let points: [ScanZones.Point]
        let zones: ScanZones
    }

    /// Weeks that Farrington's method holds a week against, and the judged one.
    static let weeks = 5 * 52 + 1 + 3 + 1
    static let lastDay = "2020-02-02"

    /// What the last week is held against: the weeks of the same dates.
    static func design() throws -> FarringtonDesign {
        let last = try CivilDay(iso: self.lastDay)
        let days = (0..<self.weeks).map { last.advanced(by: 7 * ($0 + 1 - self.weeks)) }
        let series = try DatedCounts(days.map { _ in 0 }, on: days, every: .week)
        return try FarringtonDesign(week: self.weeks - 1, references: series.references(of: self.weeks - 1, years: 5))
    }

    let source: String
    let departments: [Department]
    /// Deaths a week that each commune expects.
    let expected: [Double]
    /// By commune: weekly counts of five years.
    let weekly: [[Double]]
    /// By day, the oldest first, then by commune: a year.
    let daily: [[UInt8]]

    init(land: Land) throws {
        let yearly = NationalRate.yearly * 7 / 365.25
        let expected = land.communes.map { max(0, $0.inhabitants) * yearly }
        self.source = land.source
        self.expected = expected
        self.departments = try land.departments.sorted { $0.key < $1.key }.map { try Self.department($0.value, land) }
        self.weekly = expected.enumerated().map { place, mean in
            var random = ReplicateGenerator(seed: 0xFA_0000 + UInt64(place))
            return (0..<Self.weeks).map { _ in Double(random.poisson(mean)) }
        }
        var random = ReplicateGenerator(seed: 0xDA_0000)
        self.daily = (0..<ScannedDepartment.study).map { _ in expected.map { UInt8(clamping: random.poisson($0 / 7)) } }
    }

    /// Its communes with those that are within the reach of one of them.
    private static func department(_ own: [Int], _ land: Land) throws -> Department {
        let reach = ScannedDepartment.radius
        let mine = land.points(of: own)
        guard let first = own.first else { throw BenchError(reason: "a department has no commune") }
        let (south, north) = (mine.map(\.y).min() ?? 0, mine.map(\.y).max() ?? 0)
        let (west, east) = (mine.map(\.x).min() ?? 0, mine.map(\.x).max() ?? 0)
        let others = land.communes.indices.filter { land.communes[$0].department != land.communes[first].department }
        // Projected around the same commune.
        let near = zip(others, land.points(of: [first] + others).dropFirst()).filter { _, point in
            (south - reach...north + reach).contains(point.y) && (west - reach...east + reach).contains(point.x)
                && mine.contains { ($0.x - point.x) * ($0.x - point.x) + ($0.y - point.y) * ($0.y - point.y) <= reach * reach }
        }
        let points = mine + near.map(\.1)
        let zones = try ScanZones(points, centres: Array(mine.indices), radius: reach)
        return Department(places: own + near.map(\.0), own: own.count, points: points, zones: zones)
    }
}
