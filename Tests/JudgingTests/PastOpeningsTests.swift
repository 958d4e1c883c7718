import Judging
import Mortality
import Openings
import Surveillance
import Testing

/// Real deaths, declared by communes of which those with a death declare first.
@Suite struct PastOpeningsTests {
    /// A department's communes, by what they had from December 2019 to February 2020.
    private static func communes(of code: String) throws -> DeclaringDepartment {
        DeclaringDepartment(
            try PastDeaths.byCommune.filter { $0.key.hasPrefix(code) }
                .reduce(into: [:]) { weights, one in weights[try CommuneCode(one.key)] = Double(one.value) })
    }

    private struct Judged {
        let days: [CivilDay]
        let levels: [Level]
        let scores: [Double]
        let grounds: [JudgedGround]
    }

    /// - Parameters:
    ///   - opening: the first day that is declared.
    ///   - first: the first that is judged.
    private func judge(
        _ code: String, opening: String, from first: String, through last: String, zeros: Double, seed: UInt64 = 1, byFirstRules: Bool = false
    ) throws -> Judged {
        let (history, thresholds) = (DepartmentHistory(days: try #require(PastDeaths.byDepartment[code])), try JudgedPast.thresholds(of: code))
        let start = try CivilDay(iso: opening)
        let deaths = CivilDay.days(from: start, through: try CivilDay(iso: last)).map { history.daily[$0] ?? 0 }
        var random = ReplicateGenerator(seed: seed)
        let (declared, reported) = try Self.communes(of: code).declare(deaths, from: start, zeros: zeros, &random)
        let days = CivilDay.days(from: try CivilDay(iso: first), through: try CivilDay(iso: last))
        let judged = JudgedDays(
            days, reported: reported, declared: byFirstRules ? nil : declared, recurrences: [:], population: DeclaringDepartment.population,
            history: history, delay: nil)
        let judgements = days.compactMap { judged.judgements[$0] }
        return Judged(
            days: days, levels: days.map { judged.level(on: $0, by: thresholds) }, scores: judgements.map { $0.expectation?.zScore ?? 0 },
            grounds: judgements.map(\.week.ground))
    }

    /// The weeks of spring 2019 in which Finistère was orange on 31 of 35 days, and Ille-et-Vilaine on 25, for want of zeros.
    @Test(
        .enabled(if: PastDeaths.departments != nil && PastDeaths.communes != nil, "\(PastDeaths.absence)"), arguments: ["29", "35"], [0.0, 0.3, 1])
    func theSpringOf2019IsQuiet(code: String, zeros: Double) throws {
        for (seed, opening) in [(1, "2019-04-01"), (2, "2019-02-01")] as [(UInt64, String)] {
            let judged = try self.judge(code, opening: opening, from: "2019-04-01", through: "2019-05-05", zeros: zeros, seed: seed)
            let panels = judged.grounds.count { $0 != .lowerBound }
            print("\(code) from \(opening), zeros told \(zeros): \(panels) of 35 days by the panel, z at most \(judged.scores.max() ?? 0)")
            #expect(judged.levels.allSatisfy { $0.severity <= Level.yellow.severity })
            #expect(zeros < 1 || opening == "2019-04-01" || panels == 35)
        }
        guard zeros == 0.3 else { return }
        let first = try self.judge(code, opening: "2019-02-01", from: "2019-04-01", through: "2019-05-05", zeros: zeros, byFirstRules: true)
        // The bounds of two years of history are wide here; what the share that declared made of the same days shows in z.
        print("\(code) by the first rules: \(first.levels.count { $0 != .green }) of 35 days not green, z at most \(first.scores.max() ?? 0)")
        #expect((first.scores.max() ?? 0) > 2.5)
    }

    /// All declare from the middle of the wave on: the second day is judged, and the struck departments are seen at once.
    @Test(.enabled(if: PastDeaths.departments != nil && PastDeaths.communes != nil, "\(PastDeaths.absence)"), arguments: ["68", "93", "75", "56", "29"])
    func openedOn14March2020ItIsJudgedOn15March(code: String) throws {
        let judged = try self.judge(code, opening: "2020-03-14", from: "2020-03-14", through: "2020-03-31", zeros: 1)
        print("\(code), opened on 14 March 2020: \(zip(judged.days, judged.levels).map { "\($0) \($1.rawValue)" })")
        #expect(judged.levels.allSatisfy { $0 != .unknown })
        if code == "68" { #expect(judged.levels[1].severity >= Level.orange.severity) }
        if ["56", "29"].contains(code) { #expect(judged.levels.allSatisfy { $0.severity <= Level.yellow.severity }) }
    }

    /// Nobody tuned anything on these: the wave is dated as it is when every death is held against the whole, by a panel that
    /// was there before and by the bound without one.
    @Test(
        .enabled(if: PastDeaths.departments != nil && PastDeaths.communes != nil, "\(PastDeaths.absence)"),
        arguments: ["68", "75", "93", "92", "77", "91", "54", "55", "69", "02", "56", "22", "33"])
    func theWaveOf2020IsDatedAsBefore(code: String) throws {
        let before = try JudgedPast.of(department: code, from: "2020-03-01", through: "2020-04-30")
        for (opening, zeros) in [("2020-01-06", 1.0), ("2020-02-20", 0.3)] {
            let judged = try self.judge(code, opening: opening, from: "2020-03-01", through: "2020-04-30", zeros: zeros)
            for level in [Level.orange, .red] {
                let (then, now) = (
                    JudgedPast.firstDay(of: level, in: before), zip(judged.days, judged.levels).first { $0.1.severity >= level.severity }?.0
                )
                print("\(code) from \(opening), zeros told \(zeros): \(level.rawValue) \(now?.description ?? "never"), before \(then?.description ?? "never")")
                #expect(now == then || (now.flatMap { now in then.map { abs($0.distance(to: now)) } } ?? 99) <= (zeros < 1 ? 2 : 0))
            }
        }
    }
}
