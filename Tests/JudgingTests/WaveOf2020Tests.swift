import Judging
import Mortality
import Surveillance
import Testing

/// The first wave of 2020, judged day by day as it would have been with every death declared at once.
@Suite struct WaveOf2020Tests {
    @Test(.enabled(if: PastDeaths.departments != nil, "\(PastDeaths.absence)"))
    func hautRhinIsOrangeBy15MarchAndRedBy18March() throws {
        let points = try JudgedPast.of(department: "68", from: "2020-02-24", through: "2020-04-30")
        JudgedPast.tell("68", points)
        #expect(try #require(JudgedPast.firstDay(of: .orange, in: points)) <= (try CivilDay(iso: "2020-03-15")))
        #expect(try #require(JudgedPast.firstDay(of: .red, in: points)) <= (try CivilDay(iso: "2020-03-18")))
        // Once red, red to the end of March.
        let march = try CivilDay(iso: "2020-03-18")...CivilDay(iso: "2020-03-31")
        #expect(points.filter { march.contains($0.day) }.allSatisfy { $0.level == .red })
    }

    @Test(.enabled(if: PastDeaths.departments != nil, "\(PastDeaths.absence)"))
    func parisIsOrangeBy21March() throws {
        let points = try JudgedPast.of(department: "75", from: "2020-03-01", through: "2020-04-30")
        JudgedPast.tell("75", points)
        #expect(try #require(JudgedPast.firstDay(of: .orange, in: points)) <= (try CivilDay(iso: "2020-03-21")))
        #expect(points.contains { $0.level == .red })
    }

    @Test(
        .enabled(if: PastDeaths.departments != nil, "\(PastDeaths.absence)"),
        arguments: ["56", "22", "33"])
    func theWestStaysAtMostYellow(code: String) throws {
        let points = try JudgedPast.of(department: code, from: "2020-03-01", through: "2020-04-30")
        JudgedPast.tell(code, points)
        #expect(points.allSatisfy { $0.level.severity <= Level.yellow.severity && $0.level != .unknown })
    }

    /// With Farrington's p-value beside z, from the two years of history that there are.
    @Test(
        .enabled(if: PastDeaths.departments != nil, "\(PastDeaths.absence)"),
        arguments: ["56", "22", "33"])
    func farringtonLeavesTheWestAtMostYellow(code: String) throws {
        let past = DailyPast(try #require(PastDeaths.byDepartment[code]))
        var parameters = FarringtonFlexible.Parameters()
        parameters.years = 2
        let detector = FarringtonFlexible(parameters: parameters)
        let origin = try CivilDay(iso: "2018-01-01")
        let points = try JudgedPast.of(department: code, from: "2020-03-01", through: "2020-04-30")
        let signs = try points.map { point in
            let weeks = origin.distance(to: point.day) / 7
            let counts = try (0..<weeks).map { week in
                Double(try #require(past.week(endingOn: point.day.advanced(by: -7 * (weeks - 1 - week)))))
            }
            return DaySigns(zScore: point.judgement.score, farringtonPValue: try detector.judge(counts, at: weeks - 1).pValue)
        }
        let rule = LevelRule(thresholds: try JudgedPast.thresholds(of: code))
        let levels = signs.indices.map { rule.level(of: Array(signs[max(0, $0 - LevelRule.reach + 1)...$0])) }
        print(
            "\(code): Farrington's p at least \(signs.compactMap(\.farringtonPValue).min() ?? 1); \(levels.count { $0 == .yellow }) yellow days, by z alone \(points.count { $0.level == .yellow })"
        )
        #expect(levels.allSatisfy { $0.severity <= Level.yellow.severity && $0 != .unknown })
    }

    @Test(.enabled(if: PastDeaths.departments != nil, "\(PastDeaths.absence)"))
    func ordinaryTimesAreMostlyGreen() throws {
        var counts: [Level: Int] = [:]
        for code in PastDeaths.byDepartment.keys.sorted() {
            for point in try JudgedPast.of(department: code, from: "2020-01-06", through: "2020-02-29") { counts[point.level, default: 0] += 1 }
        }
        let all = counts.values.reduce(0, +)
        print("all departments, January and February 2020: \(counts.map { "\($0.key.rawValue) \($0.value)" }.sorted())")
        #expect(Double(counts[.green] ?? 0) > 0.9 * Double(all))
        #expect(Double(counts[.red] ?? 0) < 0.001 * Double(all))
    }
}
