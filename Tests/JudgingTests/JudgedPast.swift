import Judging
import Mortality
import Testing

/// Days of the past, each judged with the history that came before it, as though every death had been declared at once.
enum JudgedPast {
    struct Point {
        let day: CivilDay
        let judgement: Judgement
        let level: Level
        var zScore: Double { self.judgement.expectation?.zScore ?? 0 }
    }

    static func of(department code: String, from first: String, through last: String) throws -> [Point] {
        try self.of(try #require(PastDeaths.byDepartment[code]), from: first, through: last)
    }

    static func of(_ deaths: [CivilDay: Int], from first: String, through last: String) throws -> [Point] {
        let history = DepartmentHistory(days: deaths)
        let start = try CivilDay(iso: first).advanced(by: 1 - LevelRule.reach)
        let days = CivilDay.days(from: start, through: try CivilDay(iso: last))
        let judgements = try days.map { day in
            let week = ReportedWeek(
                (0...6).map { ReportedDay(deaths: deaths[day.advanced(by: -$0)] ?? 0, reports: 1, population: 1) }, population: 1)
            return Judge().judge(week, endingOn: day, against: try history.baseline(for: day))
        }
        return days.indices.dropFirst(LevelRule.reach - 1).map { index in
            let scores = judgements[(index - LevelRule.reach + 1)...index].map(\.score)
            return Point(day: days[index], judgement: judgements[index], level: LevelRule().level(scores))
        }
    }

    static func firstDay(of level: Level, in points: [Point]) -> CivilDay? {
        points.first { $0.level.severity >= level.severity }?.day
    }

    static func tell(_ name: String, _ points: [Point]) {
        let firsts = [Level.yellow, .orange, .red].map { level in
            "\(level.rawValue) \(self.firstDay(of: level, in: points)?.description ?? "never")"
        }
        guard let highest = points.max(by: { $0.zScore < $1.zScore }), let expectation = highest.judgement.expectation else { return }
        print(
            """
            \(name): \(firsts.joined(separator: ", ")); highest z \(highest.zScore) on \(highest.day), \
            \(highest.judgement.week.deaths) for \(expectation.expected), phi \(expectation.phi)
            """)
    }
}
