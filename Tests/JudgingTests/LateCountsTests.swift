import Judging
import Mortality
import Surveillance
import Testing

/// Seven-day sums judged as each publication of INSEE told them: none is called low because part of it is still to come.
@Suite struct LateCountsTests {
    @Test(.enabled(if: PastDeaths.vintages != nil && PastDeaths.departments != nil, "\(PastDeaths.absence)"))
    func noDepartmentIsCalledLowForLackOfLateCounts() async throws {
        let vintages = PastVintages.all
        let histories = PastDeaths.byDepartment.mapValues { DepartmentHistory(days: $0) }
        let limits = [-2.0, -3, -4]
        var (all, raw, corrected, falls) = (0, [0, 0, 0], [0, 0, 0], [String]())
        var (low, kept) = (0, 0)
        for past in try await PastNowcasts.models.value {
            let history = try #require(histories[past.department])
            for youngest in 0...13 {
                let last = vintages.publications[past.publication].advanced(by: -PastVintages.youngest - youngest)
                var (days, finals): ([NowcastDays.Day], [Int]) = ([], [])
                for back in 0...6 {
                    let day = last.advanced(by: -back)
                    guard let known = vintages.known(past.department, day, at: past.publication),
                        let final = vintages.final(past.department, day)
                    else { continue }
                    days.append(NowcastDays.Day(known: Double(known), delay: youngest + back))
                    finals.append(final)
                }
                guard days.count == 7 else { continue }
                let nowcast = try NowcastDays(days, by: past.model)
                func z(_ week: [ReportedDay]) throws -> Double {
                    let judgement = Judge().judge(
                        ReportedWeek(week, population: 1), endingOn: last, against: try history.baseline(for: last))
                    return try #require(judgement.score)
                }
                let final = try z(finals.map { ReportedDay(deaths: $0, reports: 1, population: 1) })
                let known = try z(days.map { ReportedDay(deaths: Int($0.known), reports: 1, population: 1) })
                let z = try z(
                    days.indices.map { index in
                        ReportedDay(
                            deaths: Int(days[index].known), reports: 1, population: 1, coming: nowcast.days[index].mean,
                            comingVariance: nowcast.shareOfVariance[index])
                    })
                print("EXP", try history.baseline(for: last).expectation(endingOn: last).mean)
                guard final > -2 else {
                    low += 1
                    if z <= -2 { kept += 1 }
                    continue
                }
                all += 1
                for (index, limit) in limits.enumerated() {
                    if known <= limit { raw[index] += 1 }
                    if z <= limit { corrected[index] += 1 }
                }
                print("ROW", past.publication, past.department, youngest, final, known, z, days.reduce(0) { $0 + $1.known }, finals.reduce(0, +), nowcast.sum.mean, nowcast.sum.variance, past.model.shares[youngest], past.model.shares[youngest+6])
                if z <= -9 { falls.append("\(past.department) \(last) known \(days.map(\.known)) final \(finals) z \(z), final \(final), known \(known)") }
            }
        }
        print("of \(all) seven-day sums that were not low, called low at z ≤ \(limits): raw \(raw), nowcast \(corrected)")
        print("of \(low) that were, \(kept) are by the nowcast")
        for fall in falls.prefix(30) { print(fall) }
    }
}
