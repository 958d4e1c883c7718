import Judging
import Mortality
import Surveillance

/// Department-years in which nothing happens, each after a past of its own, with thresholds derived from that past: what
/// the temporal family raises in them is a false alarm.
struct NullRun {
    struct Result {
        var years = 0
        var oranges = 0
        var reds = 0
        var yellowDays = 0
        /// Days of a z at the strength of orange, which a cluster beside it on two days in a row would make red.
        var orangeDays = 0
        var judgedDays = 0
        /// Years whose orange begins above the band.
        var raised = 0
    }

    let past: PastData

    func run(years: Int) throws -> Result {
        let first = try CivilDay(iso: "2020-02-03")
        let pastDays = CivilDay.days(from: try CivilDay(iso: PastData.first), through: try CivilDay(iso: PastData.last))
        let lead = LevelRule.reach - 1
        let yearDays = (-lead - 6..<365).map(first.advanced(by:))
        let departments = self.past.pasts.compactMap { past -> (past: NullDays, year: NullDays)? in
            let history = DepartmentHistory(days: past.days)
            // What no model of its own can be fitted on has bands for thresholds.
            guard let truth = try? history.baseline(for: first), truth.ground == .own || truth.ground == .ownWithTrend else { return nil }
            return (
                NullDays(pastDays, baseline: truth, weekdays: history.weekdays), NullDays(yearDays, baseline: truth, weekdays: history.weekdays)
            )
        }
        guard !departments.isEmpty else { throw BenchError(reason: "no department has a past of its own") }
        var result = Result()
        for year in 0..<years {
            let department = departments[year % departments.count]
            var random = ReplicateGenerator(seed: 0xD0_0000 + UInt64(year))
            let history = DepartmentHistory(days: Dictionary(uniqueKeysWithValues: zip(pastDays, department.past.draw(&random))))
            let thresholds = ThresholdDerivation(seed: random.next()).thresholds(of: history, from: first)
            let deaths = department.year.draw(&random)
            let baseline = try history.baseline(for: first)
            let signs = (6..<deaths.count).map { end -> DaySigns in
                let week = ReportedWeek((0...6).map { ReportedDay(deaths: deaths[end - $0], reports: 1, population: 1) }, population: 1)
                return DaySigns(zScore: Judge().judge(week, endingOn: yearDays[end], against: baseline).score)
            }
            Self.count(signs, lead: lead, LevelRule(thresholds: thresholds), into: &result)
        }
        return result
    }

    private static func count(_ signs: [DaySigns], lead: Int, _ rule: LevelRule, into result: inout Result) {
        var peak = 0
        for index in signs.indices.dropFirst(lead) {
            let level = rule.level(of: Array(signs[(index - lead)...index]))
            // An episode ends with a green day, and is as bad as its worst one.
            if level == .green { peak = 0 }
            if level.severity >= Level.orange.severity, peak < Level.orange.severity { result.oranges += 1 }
            if level.severity >= Level.red.severity, peak < Level.red.severity { result.reds += 1 }
            peak = max(peak, level.severity)
            result.yellowDays += level == .yellow ? 1 : 0
            result.orangeDays += (signs[index].zScore ?? 0) >= rule.thresholds.orange ? 1 : 0
            result.judgedDays += 1
        }
        result.years += 1
        result.raised += rule.thresholds.orange > LevelThresholds.bands.orange ? 1 : 0
    }
}
