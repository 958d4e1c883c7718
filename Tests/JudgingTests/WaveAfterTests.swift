import Judging
import Mortality
import Testing

/// After the first wave of 2020: levels come down with the deaths, and stay down.
@Suite struct WaveAfterTests {
    @Test(.enabled(if: PastDeaths.departments != nil, "\(PastDeaths.absence)"))
    func levelsComeDownWithinTenDaysOfTheFirstNormalWeekAndDoNotFlap() throws {
        var (struck, slowest, rises) = (0, 0, 0)
        for code in PastDeaths.byDepartment.keys.sorted() {
            let points = try JudgedPast.of(department: code, from: "2020-03-01", through: "2020-07-31")
            guard let first = points.firstIndex(where: { $0.level.severity >= Level.orange.severity }),
                let peak = points.indices.max(by: { points[$0].zScore < points[$1].zScore }), first <= peak
            else { continue }
            struck += 1
            // From the first seven days that are normal on: no longer orange within ten days. From the first whole week of
            // such days on: green within ten days.
            guard let normal = points.indices.first(where: { $0 > peak && points[$0].zScore < 2 }),
                let week = points.indices.first(where: { start in
                    start > peak && start + 6 < points.count && points[start...start + 6].allSatisfy { $0.zScore < 2 }
                })
            else {
                Issue.record("\(code) never had a normal week after \(points[peak].day)")
                continue
            }
            let down = try #require(points.indices.first { $0 >= normal && points[$0].level.severity < Level.orange.severity })
            #expect(down - normal <= 10, "\(code): \(down - normal) days after \(points[normal].day)")
            let green = try #require(points.indices.first { $0 >= week && points[$0].level == .green }, "\(code) never came down")
            #expect(green - week <= 10, "\(code): \(green - week) days after \(points[week].day)")
            slowest = max(slowest, green - normal)
            // Flapping: a step up on the way down, or an orange that comes back within a month.
            let after = points[down..<min(points.count, normal + 31)]
            let back = after.contains { $0.level.severity >= Level.orange.severity }
            if back { rises += 1 }
            let changes = zip(points[peak...normal], points[peak...normal].dropFirst()).count { $1.level.severity > $0.level.severity }
            #expect(changes <= 2, "\(code): \(changes) steps up on the way down")
        }
        print(
            "departments struck in spring 2020: \(struck); green at most \(slowest) days after the first normal seven days; \(rises) orange again within a month"
        )
        #expect(struck > 25)
        #expect(rises == 0)
    }
}
