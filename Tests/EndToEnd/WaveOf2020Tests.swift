import Foundation
import TestBench
import Testing

/// The test that sends the first wave of 2020 through the whole house, as `vigiectl replay` does, to see what the prefectures would have seen.
///
/// The totals are real; the commune of each death is drawn.
@Suite("The wave of 2020", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)))
struct WaveOf2020Tests {
    private static let departments = ["22", "33", "56", "68", "75"]
    private static let hasThem = departments.allSatisfy { House.given?.hasDepartment($0) ?? false }
    private static let (first, last) = ("2020-03-01", "2020-04-30")

    /// The folder that the house was loaded from.
    private static let data: URL? = {
        guard let house = House.given else { return nil }
        for name in ["68", "all"] {
            if let path = try? String(contentsOf: house.folder.appendingPathComponent("loaded/\(name)"), encoding: .utf8) {
                return URL(fileURLWithPath: path.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        return nil
    }()

    private struct Day: Decodable, Equatable {
        let date: String
        let deaths: Int
        let zScore: Double?
        let level: String
    }

    private let client: HouseClient

    init() throws {
        client = HouseClient(house: try House.required())
    }

    private func series(_ department: String) async throws -> [Day] {
        struct Series: Decodable { let days: [Day] }
        return try await client.get("/v1/departments/\(department)/series?from=\(Self.first)&to=\(Self.last)").decode(Series.self).days
    }

    /// Returns the series once nothing is on its way any more.
    private func settledSeries() async throws -> [String: [Day]] {
        var last: [String: [Day]] = [:]
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            var now: [String: [Day]] = [:]
            for department in Self.departments { now[department] = try await series(department) }
            let isQuiet = try await client.house.queueDepths().allSatisfy { $0.key.hasPrefix("dead.") || $0.value == 0 }
            if isQuiet, now == last { return now }
            last = now
            try await Task.sleep(for: .seconds(1))
        }
        return last
    }

    private static let severity = ["green": 0, "yellow": 1, "orange": 2, "red": 3]

    private func firstDay(of level: String, in days: [Day]) -> String? {
        days.first { (Self.severity[$0.level] ?? 0) >= (Self.severity[level] ?? .max) }?.date
    }

    @Test(
        "March and April 2020: each day's counts are the published totals, and the levels come when they should",
        .enabled(if: Self.hasThem, "needs a house with the departments 22, 33, 56, 68 and 75 (--data)"), .timeLimit(.minutes(10)))
    func wave() async throws {
        let data = try #require(Self.data)
        let clock = ContinuousClock()
        let start = clock.now
        let arguments = Self.departments.flatMap { ["--department", $0] } + ["--from", Self.first, "--to", Self.last, "--data", data.path]
        let told = try await client.house.console(["replay"] + arguments + ["--verify"])
        print("  \(told.split(separator: "\n").joined(separator: "\n  "))\n  replayed and compared within \(clock.now - start)")

        let all = try await settledSeries()
        let published = try PublishedDeaths(folder: data, departments: Set(Self.departments), from: Self.first, through: Self.last)
        for department in Self.departments {
            let days = try #require(all[department])
            #expect(published.of(department).count == 61)
            #expect(Dictionary(uniqueKeysWithValues: days.map { ($0.date, $0.deaths) }) == published.of(department), "department \(department)")
            let levels = ["yellow", "orange", "red"].map { "\($0) \(firstDay(of: $0, in: days) ?? "never")" }
            print("  \(department): \(levels.joined(separator: ", ")); highest z \(days.compactMap(\.zScore).max() ?? .nan)")
        }

        #expect(try #require(firstDay(of: "orange", in: all["68"] ?? [])) <= "2020-03-15")
        #expect(try #require(firstDay(of: "red", in: all["68"] ?? [])) <= "2020-03-18")
        #expect(try #require(firstDay(of: "orange", in: all["75"] ?? [])) <= "2020-03-21")
        for department in ["22", "33", "56"] {
            #expect(firstDay(of: "orange", in: all[department] ?? []) == nil, "department \(department)")
            // From the first whole week on, every day is judged.
            #expect(all[department]?.dropFirst(6).contains { $0.level == "unknown" } == false, "department \(department)")
        }
    }

    @Test(
        "The same replay again changes nothing", .enabled(if: Self.hasThem, "needs a house with the departments 22, 33, 56, 68 and 75 (--data)"),
        .timeLimit(.minutes(5)))
    func again() async throws {
        let data = try #require(Self.data)
        let arguments = ["replay", "--department", "68", "--from", "2020-03-20", "--to", "2020-03-26", "--data", data.path, "--verify"]
        try await client.house.console(arguments)
        let before = try await series("68")
        let told = try await client.house.console(arguments)
        #expect(told.contains("0 refused"))
        #expect(try await settledSeries()["68"] == before)
        await #expect(throws: Never.self, "counts rebuild --check") { try await client.house.console("counts", "rebuild", "--check") }

        let picture = try await client.get("/v1/departments/68/map.png?date=2020-03-26")
        #expect(picture.status == 200)
        #expect(picture.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        try picture.body.write(to: client.house.keepsake("haut-rhin-2020-03-26.png"))
    }
}
