package import Contracts
package import Judging
package import Mortality
import Surveillance

/// What a dossier's judgement was made from, read back.
package struct DossierInputs: Sendable {
    package let day: CivilDay
    package let population: Int
    package let days: [CivilDay: ReportedDay]
    /// Recurrence of each day's cluster.
    package let recurrences: [CivilDay: Double]
    package let history: DepartmentHistory
    package let thresholds: LevelThresholds
    package let delay: DelayCorrection?

    /// - Throws: `DossierError` for days that are none, and for a delay that no model has.
    package init(_ dossier: Vigie_V1_AlertDossier) throws(DossierError) {
        do {
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
                        shares: dossier.delayShares, kindShares: dossier.delayKinds.map(\.shares), dispersions: dossier.delayDispersions, dependence: dossier.delayDependence),
                    today: try CivilDay(daysSinceEpoch: Int(dossier.knownOn)))
        } catch {
            throw DossierError("a day or the delay of the dossier cannot be read: \(error)")
        }
        self.population = Int(clamping: dossier.population)
        self.thresholds = LevelThresholds(dossier.thresholds)
    }

    /// The judged day, with those that its findings come from.
    package var judged: JudgedDays {
        JudgedDays(
            [self.day], reported: self.days, recurrences: self.recurrences, population: self.population, history: self.history,
            delay: self.delay)
    }
}
