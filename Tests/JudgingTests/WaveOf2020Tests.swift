import Judging
import Mortality
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
