package import Mortality

/// Days of a department with what each one's seven showed: the one piece that Alerting judges by, and that whoever computes
/// a dossier again judges by. Pure.
package struct JudgedDays: Sendable {
    /// As declared.
    package let reported: [CivilDay: ReportedDay]
    /// Of every day that a finding comes from.
    package let judgements: [CivilDay: Judgement]
    /// Recurrence of each day's cluster, in days; nothing of a day that none was looked for on.
    package let recurrences: [CivilDay: Double]

    /// How many days, the judged one included, a finding comes from.
    package static let reach = max(LevelRule.reach, MissingDataRule.reach)

    /// - Parameters:
    ///   - days: those that findings are wanted of.
    ///   - population: of the department, those who did not report included.
    ///   - delay: what is still expected to be declared; nothing while it is not known how late that is.
    package init(
        _ days: [CivilDay], reported: [CivilDay: ReportedDay], recurrences: [CivilDay: Double], population: Int,
        history: DepartmentHistory, delay: DelayCorrection?, judge: Judge = Judge()
    ) {
        self.reported = reported
        self.recurrences = recurrences
        self.judgements = Self.days(before: days).reduce(into: [:]) { judgements, day in
            let seven = delay?.week(endingOn: day, of: reported) ?? (0...6).map { reported[day.advanced(by: -$0)] ?? ReportedDay() }
            judgements[day] = judge.judge(
                ReportedWeek(seven, population: population), endingOn: day, against: try? history.baseline(for: day))
        }
    }

    /// Some days and those before them that their findings come from.
    package static func days(before days: [CivilDay]) -> Set<CivilDay> { self.spread(days, over: self.reach) }

    /// The days that must be known of to judge some days: the sevens of all that their findings come from.
    package static func needed(for days: [CivilDay]) -> Set<CivilDay> { self.spread(days, over: self.reach + 6) }

    private static func spread(_ days: [CivilDay], over length: Int) -> Set<CivilDay> {
        days.reduce(into: []) { spread, day in
            for back in 0..<length { spread.insert(day.advanced(by: -back)) }
        }
    }

    package func level(on day: CivilDay, by thresholds: LevelThresholds) -> Level {
        LevelRule(thresholds: thresholds).level(
            of: (0..<LevelRule.reach).reversed().map { back in
                let day = day.advanced(by: -back)
                return DaySigns(zScore: self.judgements[day]?.score, clusterRecurrence: self.recurrences[day])
            })
    }

    /// Whether, and why, declarations seem to be missing.
    package func finding(on day: CivilDay, by thresholds: LevelThresholds) -> MissingDataRule.Finding? {
        MissingDataRule(thresholds: thresholds).finding(
            (0..<MissingDataRule.reach).reversed().map { back in
                self.judgements[day.advanced(by: -back)].map(DeclarationSigns.init)
                    ?? DeclarationSigns(zScore: nil, reportedShare: 0, reportedDays: 0)
            })
    }
}
