package import Contracts
package import Judging
package import Mortality
import Surveillance

/// What a dossier's judgement was made from, read back from the dossier.
package struct DossierInputs: Sendable {
    package let day: CivilDay
    package let population: Int
    /// Who declared what; `nil` for a judgement by the first rules.
    package let declared: DeclaredDays?
    /// What each day of the week brings; empty for a judgement by the first rules.
    package let weekdays: [Double]
    package let budget: FalseAlarmBudget
    package let days: [CivilDay: ReportedDay]
    /// The recurrence of each day's cluster, in days.
    package let recurrences: [CivilDay: Double]
    package let history: DepartmentHistory
    package let thresholds: LevelThresholds
    package let delay: DelayCorrection?

    /// Reads the inputs of a dossier.
    ///
    /// - Throws: `DossierError` for days that are none, for a delay that no model has, and for rules that are not known.
    package init(_ dossier: Vigie_V1_AlertDossier) throws(DossierError) {
        guard let rules = JudgingRules(rawValue: Int(dossier.rulesVersion)) else {
            throw DossierError("it was judged by rules \(dossier.rulesVersion), which this program does not know: use a newer vigiectl")
        }
        do {
            let usual = FalseAlarmBudget()
            self.budget =
                rules == .declaredShare
                ? usual
                : try FalseAlarmBudget(orangeYears: dossier.thresholds.budgetOrangeYears, redYears: dossier.thresholds.budgetRedYears)
            self.declared = rules == .declaredShare ? nil : try DeclaredDays(dossier)
            self.day = try CivilDay(daysSinceEpoch: Int(dossier.day))
            var rules = HistoryRules()
            rules.excludedYears = Set(dossier.excludedYears.map { Int($0) })
            let weeks = try dossier.history.map {
                DepartmentHistory.Week(sunday: try CivilDay(daysSinceEpoch: Int($0.sunday)), deaths: Int($0.deaths))
            }
            self.history = DepartmentHistory(weeks: weeks, inhabitants: Int(clamping: dossier.population), rules: rules)
            self.days = try dossier.days.reduce(into: [:]) { days, one in
                days[try CivilDay(daysSinceEpoch: Int(one.day))] = ReportedDay(
                    deaths: Int(one.deaths), reports: Int(one.reports), population: Int(one.population))
            }
            self.recurrences = try dossier.days.reduce(into: [:]) { recurrences, one in
                if one.clusterRecurrenceDays > 0 { recurrences[try CivilDay(daysSinceEpoch: Int(one.day))] = one.clusterRecurrenceDays }
            }
            self.delay =
                dossier.delayShares.isEmpty
                ? nil
                : DelayCorrection(
                    model: try DelayNowcast(
                        shares: dossier.delayShares, kindShares: dossier.delayKinds.map(\.shares), dispersions: dossier.delayDispersions,
                        dependence: dossier.delayDependence),
                    today: try CivilDay(daysSinceEpoch: Int(dossier.knownOn)))
        } catch {
            throw DossierError("a day or the delay of the dossier cannot be read: \(error)")
        }
        self.weekdays = dossier.weekdays
        self.population = Int(clamping: dossier.population)
        self.thresholds = LevelThresholds(dossier.thresholds)
    }

    /// The judged day, with the days that its findings come from.
    package var judged: JudgedDays {
        var judge = Judge()
        judge.budget = self.budget
        return JudgedDays(
            [self.day], reported: self.days, declared: self.declared, recurrences: self.recurrences, population: self.population,
            history: self.history, delay: self.delay, judge: judge, weekdays: self.weekdays)
    }
}
