import Judging
import Mortality
import Testing

/// Half a century of France as one area: what Vigie would have said of its heat waves and its winters.
@Suite struct PastSeasonsTests {
    @Test(.enabled(if: PastDeaths.france != nil, "\(PastDeaths.absence)"))
    func theHeatOf2003IsOrangeBy8AugustAndRedBy9August() throws {
        let points = try JudgedPast.ofFrance(from: "2003-07-01", through: "2003-08-31")
        JudgedPast.tell("France, summer of 2003", points)
        #expect(try #require(JudgedPast.firstDay(of: .orange, in: points)) <= (try CivilDay(iso: "2003-08-08")))
        #expect(try #require(JudgedPast.firstDay(of: .red, in: points)) <= (try CivilDay(iso: "2003-08-09")))
        let july = try CivilDay(iso: "2003-07-01")...CivilDay(iso: "2003-07-31")
        let raised = points.filter { july.contains($0.day) && $0.level != .green }
        print("July 2003: \(raised.map { "\($0.day) \($0.level.rawValue) \($0.zScore)" })")
        #expect(raised.allSatisfy { $0.level == .yellow })
    }

    @Test(.enabled(if: PastDeaths.france != nil, "\(PastDeaths.absence)"), arguments: [2015, 2017])
    func theInfluenzaWintersAreSeen(year: Int) throws {
        let points = try JudgedPast.ofFrance(from: "\(year - 1)-12-01", through: "\(year)-03-31")
        JudgedPast.tell("France, winter \(year - 1)–\(year)", points)
        #expect(points.contains { $0.level.severity >= Level.orange.severity })
        #expect(points.allSatisfy { $0.level != .unknown })
    }

    @Test(.enabled(if: PastDeaths.france != nil, "\(PastDeaths.absence)"))
    func mildMonthsOfSpringAndAutumnAreQuiet() throws {
        var (orange, all) = (0, 0)
        for year in 2000...2018 {
            for months in [("04-15", "06-15"), ("09-10", "11-10")] {
                let points = try JudgedPast.ofFrance(from: "\(year)-\(months.0)", through: "\(year)-\(months.1)")
                all += points.count
                orange += points.count { $0.level.severity >= Level.orange.severity }
            }
        }
        print("spring and autumn of 19 years: \(orange) of \(all) days orange or worse")
        #expect(Double(orange) < 0.02 * Double(all))
    }
}
