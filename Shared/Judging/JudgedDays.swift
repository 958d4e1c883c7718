package import Mortality
import Surveillance

/// Days of a department with what the seven that end with each one showed. Alerting judges by it, and so does whoever computes a dossier
/// again. Pure.
package struct JudgedDays: Sendable {
    /// The deaths and reports of each day, as they were declared.
    package let reported: [CivilDay: ReportedDay]
    /// The judgement of every day that a finding comes from.
    package let judgements: [CivilDay: Judgement]
    /// The recurrence interval of each day's cluster, in days; a day on which none was looked for is missing.
    package let recurrences: [CivilDay: Double]

    /// Who declared what; nothing by the first rules.
    package let declared: DeclaredDays?
    private let panels: [CivilDay: Panel]
    private let delay: DelayCorrection?

    /// How many days, the judged one included, a finding comes from.
    package static let reach = max(LevelRule.reach, MissingDataRule.reach)

    /// Judges days.
    ///
    /// - Parameters:
    ///   - days: those that findings are wanted of.
    ///   - reported: of the days that are ``needed(for:)``.
    ///   - declared: of the days that are ``declared(for:)``; nothing judges by the first rules.
    ///   - population: of the department, those who did not report included.
    ///   - delay: what is still expected to be declared; nothing while it is not known how late that is.
    ///   - weekdays: what each day of the week brings, Monday first, 1 on average; the history's unless told.
    package init(
        _ days: [CivilDay], reported: [CivilDay: ReportedDay], declared: DeclaredDays?, recurrences: [CivilDay: Double], population: Int,
        history: DepartmentHistory, delay: DelayCorrection?, judge: Judge = Judge(), weekdays: [Double]? = nil
    ) {
        self.reported = reported
        self.recurrences = recurrences
        self.declared = declared
        self.delay = delay
        let judged = Self.days(before: days)
        let panels = declared.map { Panel.panels(for: judged, of: $0) } ?? [:]
        self.panels = panels
        self.judgements = judged.reduce(into: [:]) { judgements, day in
            let week: ReportedWeek
            if let declared, let panel = panels[day] {
                week = ReportedWeek(
                    endingOn: day, of: declared, by: panel, reported: reported, population: population, delay: delay)
            } else {
                let seven = delay?.week(endingOn: day, of: reported) ?? (0...6).map { reported[day.advanced(by: -$0)] ?? ReportedDay() }
                week = ReportedWeek(seven, population: population)
            }
            judgements[day] = judge.judge(
                week, endingOn: day, against: try? history.baseline(for: day), weekdays: weekdays ?? history.weekdays)
        }
    }

    /// Returns some days and those before them that their findings come from.
    package static func days(before days: [CivilDay]) -> Set<CivilDay> { self.spread(days, over: self.reach) }

    /// Returns the days whose declarations must be known to judge some days: all sevens that their findings come from.
    package static func needed(for days: [CivilDay]) -> Set<CivilDay> { self.spread(days, over: self.reach + 6) }

    /// Returns the days of which it must be known who declared what: the same, and those that their panels are chosen by.
    package static func declared(for days: [CivilDay]) -> Set<CivilDay> { self.spread(days, over: self.declaredReach) }

    /// How many days must be known of who declared what on them, the judged one included.
    package static let declaredReach = reach + 6 + Panel.span

    private static func spread(_ days: [CivilDay], over length: Int) -> Set<CivilDay> {
        days.reduce(into: []) { spread, day in
            for back in 0..<length { spread.insert(day.advanced(by: -back)) }
        }
    }

    package func level(on day: CivilDay, by thresholds: LevelThresholds) -> Level {
        var signs = (0..<LevelRule.reach).reversed().map { back in
            let day = day.advanced(by: -back)
            return DaySigns(zScore: self.judgements[day]?.score(by: thresholds), clusterRecurrence: self.recurrences[day])
        }
        // Communes that used to declare are silent: what looks calm, nobody knows.
        if self.declared != nil, let last = signs.indices.last, let z = signs[last].zScore, z < thresholds.yellow,
            self.finding(on: day, by: thresholds) == .silence
        {
            signs[last].zScore = nil
        }
        return LevelRule(thresholds: thresholds).level(of: signs)
    }

    /// Returns whether declarations seem to be missing on a day, and why.
    package func finding(on day: CivilDay, by thresholds: LevelThresholds) -> MissingDataRule.Finding? {
        MissingDataRule(thresholds: thresholds).finding(
            (0..<MissingDataRule.reach).reversed().map { back in
                self.judgements[day.advanced(by: -back)].map(DeclarationSigns.init)
                    ?? DeclarationSigns(zScore: nil, reportedShare: 0, reportedDays: 0)
            })
    }

    /// Returns the band into which the judged count of a day's seven will fall with a probability of 90 %; `nil` where it is complete.
    package func band(on day: CivilDay) -> ClosedRange<Double>? {
        guard let declared else { return self.delay?.band(endingOn: day, of: self.reported) }
        return try? self.nowcast(on: day, of: declared)?.sum.interval(level: 0.9)
    }

    /// Returns what is still to come of each of a day's seven, the day itself first.
    package func coming(on day: CivilDay) -> [Double] {
        guard let declared else { return self.delay?.week(endingOn: day, of: self.reported).map(\.coming) ?? [] }
        return self.nowcast(on: day, of: declared)?.days.map(\.mean) ?? []
    }

    private func nowcast(on day: CivilDay, of declared: DeclaredDays) -> NowcastDays? {
        guard let panel = self.panels[day], panel.isEnough, let delay else { return nil }
        return delay.coming(ReportedWeek.counts(endingOn: day, of: declared, by: panel))
    }

    /// Returns the communes that a day is judged by; nothing by the first rules.
    package func panel(on day: CivilDay) -> Panel? { self.panels[day] }
}
