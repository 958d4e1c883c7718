import Judging
import Mortality
import Surveillance
import Testing

/// Seven-day sums judged as each publication of INSEE told them: none is called low because part of it is still to come.
///
/// Low is z ≤ −3: what an alert of missing declarations could use. A sum that is called low although its final count is not
/// (z > −2) is forgiven only where declarations were missing indeed: where more came than the nowcast's band of 99.9 % holds.
@Suite struct LateCountsTests {
    /// Seven days as they were known, as they were nowcast and as they became.
    private struct Week {
        let department: String
        let last: CivilDay
        let nowcast: NowcastDays
        let finals: [Int]
    }

    @Test(.enabled(if: PastDeaths.vintages != nil && PastDeaths.departments != nil, "\(PastDeaths.absence)"))
    func noDepartmentIsCalledLowForLackOfLateCounts() async throws {
        let histories = PastDeaths.byDepartment.mapValues { DepartmentHistory(days: $0) }
        let limits = [-2.0, -3, -4]
        var (all, raw, corrected) = (0, [0, 0, 0], [0, 0, 0])
        var (low, found, missing) = (0, 0, Set<String>())
        for past in try await PastNowcasts.models.value {
            let history = try #require(histories[past.department])
            for week in try self.weeks(past) {
                let baseline = try history.baseline(for: week.last)
                func z(_ days: [ReportedDay]) throws -> Double {
                    try #require(Judge().judge(ReportedWeek(days, population: 1), endingOn: week.last, against: baseline).score)
                }
                let final = try z(week.finals.map { ReportedDay(deaths: $0, reports: 1, population: 1) })
                let known = try z(week.nowcast.days.map { ReportedDay(deaths: Int($0.known), reports: 1, population: 1) })
                let nowcast = try z(
                    zip(week.nowcast.days, week.nowcast.shareOfVariance).map { day, variance in
                        ReportedDay(deaths: Int(day.known), reports: 1, population: 1, coming: day.mean, comingVariance: variance)
                    })
                guard final > -2 else {
                    low += 1
                    found += nowcast <= -2 ? 1 : 0
                    continue
                }
                all += 1
                for (index, limit) in limits.enumerated() {
                    raw[index] += known <= limit ? 1 : 0
                    corrected[index] += nowcast <= limit ? 1 : 0
                }
                guard nowcast <= -3 else { continue }
                missing.insert(week.department)
                let came = Double(week.finals.reduce(0, +))
                #expect(
                    came > (try week.nowcast.sum.interval(level: 0.999).upperBound),
                    "\(week.department) \(week.last): z \(nowcast), final \(final), \(week.nowcast.sum) became \(came)")
            }
        }
        print("of \(all) seven-day sums that did not become low, called low at z ≤ \(limits): as known \(raw), as nowcast \(corrected)")
        print("where declarations were missing: \(missing.sorted()); of \(low) that did become low, the nowcast had \(found)")
        #expect(raw[1] > 50 && corrected[1] * 5 < raw[1])
        #expect(Double(corrected[1]) < 0.001 * Double(all))
        #expect(missing.count <= 4)
    }

    /// Those whose last day was 7 to 20 days ago at a publication.
    private func weeks(_ past: PastNowcasts.Model) throws -> [Week] {
        let vintages = PastVintages.all
        return try (0..<14).compactMap { youngest in
            let last = vintages.publications[past.publication].advanced(by: -PastVintages.youngest - youngest)
            var (days, finals): ([NowcastDays.Day], [Int]) = ([], [])
            for back in 0..<7 {
                let day = last.advanced(by: -back)
                guard let known = vintages.known(past.department, day, at: past.publication), let final = vintages.final(past.department, day)
                else { return nil }
                days.append(NowcastDays.Day(known: Double(known), delay: youngest + back))
                finals.append(final)
            }
            return Week(department: past.department, last: last, nowcast: try NowcastDays(days, by: past.model), finals: finals)
        }
    }
}
