import Mortality
import Surveillance
import Testing

/// Every publication of INSEE from May 2020 on, nowcast from what it and those before it told, beside what the counts became.
@Suite struct DelayCoverageTests {
    @Test(.enabled(if: PastDeaths.vintages != nil && PastDeaths.departments != nil, "\(PastDeaths.absence)"))
    func theBandHoldsTheFinalCountNineTimesInTen() async throws {
        let vintages = PastVintages.all
        var (days, older, joint, weeks) = (Coverage(), Coverage(), Coverage(), Coverage())
        var byDelay: [Int: Coverage] = [:]
        var byDepartment: [String: Coverage] = [:]
        for past in try await PastNowcasts.models.value {
            var seven: [(day: NowcastDays.Day, final: Double)] = []
            for delay in 0...27 {
                let day = vintages.publications[past.publication].advanced(by: -PastVintages.youngest - delay)
                guard let known = vintages.known(past.department, day, at: past.publication),
                    let final = vintages.final(past.department, day).map({ Double($0) })
                else { continue }
                let nowcast = try past.model.nowcast(known: Double(known), delay: delay)
                if delay < 14 {
                    try days.add(nowcast, final: final)
                    try byDelay[delay, default: Coverage()].add(nowcast, final: final)
                    try byDepartment[past.department, default: Coverage()].add(nowcast, final: final)
                } else {
                    try older.add(nowcast, final: final)
                }
                seven.append((NowcastDays.Day(known: Double(known), delay: delay), final))
                if seven.count == 7 {
                    let week = try NowcastDays(seven.map(\.day), by: past.model)
                    try weeks.add(week.sum, final: seven.reduce(0) { $0 + $1.final })
                    for (day, known) in zip(week.days, seven) { try joint.add(day, final: known.final) }
                    seven = []
                }
            }
        }
        print("department-days of 7 to 20 days: \(days.text)")
        print("of 21 to 34 days: \(older.text)")
        print("with the level of their week: \(joint.text)")
        print("seven-day sums: \(weeks.text)")
        for delay in byDelay.keys.sorted() { print("after \(delay + PastVintages.youngest) days: \(byDelay[delay]?.text ?? "")") }
        let worst = byDepartment.sorted { $0.value.share90 < $1.value.share90 }
        for (department, coverage) in worst.prefix(5) + worst.suffix(3) { print("\(department): \(coverage.text)") }
        #expect((0.85...0.95).contains(days.share90))
        #expect((0.85...0.95).contains(older.share90))
        #expect((0.85...0.95).contains(weeks.share90))
        #expect((0.42...0.58).contains(days.share50))
        #expect((0.42...0.58).contains(weeks.share50))
        for (delay, coverage) in byDelay { #expect((0.85...0.95).contains(coverage.share90), "after \(delay + PastVintages.youngest) days") }
    }
}
