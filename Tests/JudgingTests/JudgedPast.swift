import Judging
import Mortality
import Synchronization
import Testing

/// Days of the past, each judged with the history that came before it, as though every death had been declared at once, by
/// thresholds that were derived from the department's own history.
enum JudgedPast {
    /// Unoptimised code is slow, and there are 95 departments; what is rarer than forty years tell is read off the tail.
    #if DEBUG
    static let simulatedYears = 40
    #else
    static let simulatedYears = 400
    #endif

    private static let derived = Mutex<[String: LevelThresholds]>([:])

    /// A department's, as they would have been derived and frozen at the beginning of 2020.
    static func thresholds(of code: String) throws -> LevelThresholds {
        if let known = self.derived.withLock({ $0[code] }) { return known }
        let history = DepartmentHistory(days: try #require(PastDeaths.byDepartment[code]))
        let thresholds = ThresholdDerivation(years: self.simulatedYears).thresholds(of: history, from: try CivilDay(iso: "2020-01-06"))
        self.derived.withLock { $0[code] = thresholds }
        return thresholds
    }

    struct Point {
        let day: CivilDay
        let judgement: Judgement
        let level: Level
        var zScore: Double { self.judgement.expectation?.zScore ?? 0 }
    }

    static func of(department code: String, from first: String, through last: String) throws -> [Point] {
        try self.of(
            DepartmentHistory(days: try #require(PastDeaths.byDepartment[code])), rule: LevelRule(thresholds: try self.thresholds(of: code)),
            from: first, through: last)
    }

    /// Of France, by thresholds that were derived and frozen on the first day.
    static func ofFrance(from first: String, through last: String) throws -> [Point] {
        let history = DepartmentHistory(days: PastDeaths.ofFrance)
        let thresholds = ThresholdDerivation(years: self.simulatedYears).thresholds(of: history, from: try CivilDay(iso: first))
        #expect(thresholds.derivation != nil)
        return try self.of(history, rule: LevelRule(thresholds: thresholds), from: first, through: last)
    }

    /// Days of a department, each held against the baseline that one day is held against; without days that are not known.
    static func judgements(
        of code: String, from first: String, through last: String, withPastOf day: String
    ) throws -> [Judgement] {
        let history = DepartmentHistory(days: try #require(PastDeaths.byDepartment[code]))
        let baseline = try history.baseline(for: try CivilDay(iso: day))
        return CivilDay.days(from: try CivilDay(iso: first), through: try CivilDay(iso: last))
            .filter { history.daily.week(endingOn: $0) != nil }
            .map { Judge().judge(self.week(endingOn: $0, of: history), endingOn: $0, against: baseline) }
    }

    private static func week(endingOn day: CivilDay, of history: DepartmentHistory) -> ReportedWeek {
        ReportedWeek(
            (0...6).map { ReportedDay(deaths: history.daily[day.advanced(by: -$0)] ?? 0, reports: 1, population: 1) }, population: 1)
    }

    private static func of(_ history: DepartmentHistory, rule: LevelRule, from first: String, through last: String) throws -> [Point] {
        let start = try CivilDay(iso: first).advanced(by: 1 - LevelRule.reach)
        let days = CivilDay.days(from: start, through: try CivilDay(iso: last))
        let judgements = try days.map { day in
            Judge().judge(self.week(endingOn: day, of: history), endingOn: day, against: try history.baseline(for: day))
        }
        return days.indices.dropFirst(LevelRule.reach - 1).map { index in
            let scores = judgements[(index - LevelRule.reach + 1)...index].map(\.score)
            return Point(day: days[index], judgement: judgements[index], level: rule.level(scores))
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
