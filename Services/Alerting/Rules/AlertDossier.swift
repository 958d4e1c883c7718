import Contracts
import Dossiers
import Judging
import Mortality
import Surveillance

/// An alert's dossier in the making: everything that the alert was judged from, as it is known now.
struct AlertDossier: Sendable {
    let alert: DepartmentAlert
    /// The day by which the alert is explained, with the facts of its judgement and what explains it.
    let shown: DepartmentAssessment
    let signs: JudgedDays
    let findings: Findings
    /// The bytes of a message `ScanInput`.
    let scan: [UInt8]?

    /// Returns the dossier in the form in which it is kept for good.
    ///
    /// - Throws: `ContractError` for a scan that cannot be read.
    func frozen(territory: DepartmentTerritory, delay: DelayCorrection?, today: CivilDay, at now: Instant) throws -> Vigie_V1_AlertDossier {
        let (alert, last, signs, findings) = (self.alert, self.shown, self.signs, self.findings)
        var dossier = Vigie_V1_AlertDossier()
        dossier.alert = .init(alert.id.bytes)
        dossier.number = UInt32(clamping: alert.dossiers)
        dossier.department = alert.department.text
        dossier.kind = alert.kind.message
        dossier.day = last.day.daysSinceEpoch
        dossier.frozenAtUs = now.microseconds
        dossier.rulesVersion = UInt32(DossierCheck.rulesVersion)
        dossier.days = Self.days(before: last.day, signs)
        if let declared = signs.declared { dossier.freeze(declared) }
        dossier.weekdays = territory.history.weekdays
        dossier.population = UInt64(clamping: territory.population)
        dossier.history = territory.history.weeks(reachingBackFrom: last.day).map { week in
            var message = Vigie_V1_DossierWeek()
            message.sunday = week.sunday.daysSinceEpoch
            message.deaths = UInt32(clamping: week.deaths)
            return message
        }
        dossier.excludedYears = territory.history.rules.excludedYears.sorted().map { UInt32(clamping: $0) }
        dossier.thresholds = territory.thresholds.message(budget: territory.budget)
        dossier.knownOn = today.daysSinceEpoch
        if let delay {
            dossier.delayShares = delay.model.shares
            dossier.delayDispersions = delay.model.dispersions
            dossier.delayDependence = delay.model.dependence
            dossier.delayKinds = delay.model.kindShares.map { shares in
                var message = Vigie_V1_DelayOfKind()
                message.shares = shares
                return message
            }
        }
        dossier.outcome = last.message
        dossier.dataMissing = signs.finding(on: last.day, by: territory.thresholds) != nil
        if let bounds = signs.band(on: last.day) {
            dossier.nowcastLower = bounds.lowerBound
            dossier.nowcastUpper = bounds.upperBound
        }
        if let cluster = findings.cluster {
            dossier.cluster = cluster.message
            if let scan = self.scan { dossier.scan = try Wire.decode(Vigie_V1_ScanInput.self, from: scan) }
        }
        dossier.drivers = findings.drivers.map { driver in
            var message = Vigie_V1_Driver()
            message.commune = driver.commune.text
            message.observed = UInt32(clamping: driver.observed)
            message.expected = driver.expected
            message.exceedance = driver.exceedance
            return message
        }
        dossier.places = findings.places.map { share in
            var message = Vigie_V1_PlaceDriver()
            message.place = share.place.message
            message.observed = UInt32(clamping: share.observed)
            message.usual = share.usual
            return message
        }
        return dossier
    }

    /// Returns the days that a finding comes from, oldest first, with the days by which their panels are chosen.
    private static func days(before last: CivilDay, _ signs: JudgedDays) -> [Vigie_V1_DossierDay] {
        // The day that is judged comes first.
        let coming = signs.coming(on: last)
        return (0..<JudgedDays.declaredReach).reversed().map { back in
            let day = last.advanced(by: -back)
            let reported = signs.reported[day] ?? ReportedDay()
            var message = Vigie_V1_DossierDay()
            message.day = day.daysSinceEpoch
            message.deaths = UInt32(clamping: reported.deaths)
            message.reports = UInt32(clamping: reported.reports)
            message.population = UInt32(clamping: reported.population)
            message.coming = coming.indices.contains(back) ? coming[back] : 0
            message.freeze(signs.declared?.days[day] ?? DeclaredDays.Day())
            message.clusterRecurrenceDays = signs.recurrences[day] ?? 0
            return message
        }
    }
}
