import Contracts
import Foundation
import Mortality
import Testing

@testable import Alerting

/// The first wave of 2020, judged day by day as it would have been with every death declared at once.
@Suite struct WaveOf2020Tests {
    static let file: URL? = {
        let folder =
            ProcessInfo.processInfo.environment["VIGIE_DATA"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data").standardized
        let file = folder.appending(path: "deaths/daily-by-department.csv.gz")
        return FileManager.default.isReadableFile(atPath: file.path) ? file : nil
    }()

    /// Deaths by department and day.
    private static let deaths: [String: [CivilDay: Int]] = {
        guard let file, let text = try? Self.unzip(file) else { return [:] }
        return text.split(separator: "\n").dropFirst().reduce(into: [:]) { deaths, line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count >= 3, let day = try? CivilDay(iso: String(fields[0])), let number = Int(fields[2]) else { return }
            deaths[String(fields[1]), default: [:]][day] = number
        }
    }()

    private static func unzip(_ file: URL) throws -> String {
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", file.path]
        let pipe = Pipe()
        gzip.standardOutput = pipe
        try gzip.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        gzip.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    private struct Point {
        let day: CivilDay
        let judgement: Judgement
        var level: Level { self.judgement.level }
    }

    /// Each day of a span judged with the history that came before it.
    private static func judged(_ code: String, from first: String, through last: String) throws -> [Point] {
        let days = try #require(Self.deaths[code])
        let history = DepartmentHistory(days: days)
        return try CivilDay.days(from: CivilDay(iso: first), through: CivilDay(iso: last)).map { day in
            let week = ReportedWeek(
                (0...6).map { ReportedDay(deaths: days[day.advanced(by: -$0)] ?? 0, reports: 1, population: 1) }, population: 1)
            return Point(day: day, judgement: Judge().judge(week, endingOn: day, against: try history.baseline(for: day)))
        }
    }

    private static func firstDay(of level: Level, in points: [Point]) -> CivilDay? {
        points.first { $0.level.severity >= level.severity }?.day
    }

    private static func tell(_ code: String, _ points: [Point]) {
        let firsts = [Level.yellow, .orange, .red].map { level in "\(level.rawValue) \(Self.firstDay(of: level, in: points)?.description ?? "never")" }
        let highest = points.max { ($0.judgement.expectation?.zScore ?? 0) < ($1.judgement.expectation?.zScore ?? 0) }
        if let highest, let expectation = highest.judgement.expectation {
            print("\(code): \(firsts.joined(separator: ", ")); highest z \(expectation.zScore) on \(highest.day), \(highest.judgement.week.deaths) for \(expectation.expected), phi \(expectation.phi)")
        }
    }

    @Test(.enabled(if: Self.file != nil, "the real deaths by department are not there (VIGIE_DATA)"))
    func hautRhinIsOrangeBy15MarchAndRedBy18March() throws {
        let points = try Self.judged("68", from: "2020-02-24", through: "2020-04-30")
        Self.tell("68", points)
        #expect(try #require(Self.firstDay(of: .orange, in: points)) <= (try CivilDay(iso: "2020-03-15")))
        #expect(try #require(Self.firstDay(of: .red, in: points)) <= (try CivilDay(iso: "2020-03-18")))
        // Once red, red to the end of March.
        let march = try CivilDay(iso: "2020-03-18")...CivilDay(iso: "2020-03-31")
        #expect(points.filter { march.contains($0.day) }.allSatisfy { $0.level == .red })
    }

    @Test(.enabled(if: Self.file != nil, "the real deaths by department are not there (VIGIE_DATA)"))
    func parisIsOrangeBy21March() throws {
        let points = try Self.judged("75", from: "2020-03-01", through: "2020-04-30")
        Self.tell("75", points)
        #expect(try #require(Self.firstDay(of: .orange, in: points)) <= (try CivilDay(iso: "2020-03-21")))
        #expect(points.contains { $0.level == .red })
    }

    @Test(
        .enabled(if: Self.file != nil, "the real deaths by department are not there (VIGIE_DATA)"),
        arguments: ["56", "22", "33"])
    func theWestStaysAtMostYellow(code: String) throws {
        let points = try Self.judged(code, from: "2020-03-01", through: "2020-04-30")
        Self.tell(code, points)
        #expect(points.allSatisfy { $0.level.severity <= Level.yellow.severity && $0.level != .unknown })
    }

    @Test(.enabled(if: Self.file != nil, "the real deaths by department are not there (VIGIE_DATA)"))
    func ordinaryTimesAreMostlyGreen() throws {
        var counts: [Level: Int] = [:]
        for code in Self.deaths.keys.sorted() {
            for point in try Self.judged(code, from: "2020-01-06", through: "2020-02-29") { counts[point.level, default: 0] += 1 }
        }
        let all = counts.values.reduce(0, +)
        print("all departments, January and February 2020: \(counts.map { "\($0.key.rawValue) \($0.value)" }.sorted())")
        #expect(Double(counts[.green] ?? 0) > 0.9 * Double(all))
        #expect(Double(counts[.red] ?? 0) < 0.001 * Double(all))
    }
}
