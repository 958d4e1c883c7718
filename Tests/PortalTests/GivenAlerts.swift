import Contracts
import FoundationEssentials
import Mortality
import TestBench

/// Alerts of the Morbihan, and what Alerting tells of them, for the tests of this module.
extension Given {
    static let alertID = "11111111-2222-4333-8444-555555555555"
    static let actionID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
    /// 14 March 2020, 06:00 in UTC.
    static let morning: Instant = 1_584_165_600_000_000

    /// A red that waits for somebody to stand behind it.
    static func alert(
        level: Level = .red, peak: Level = .red, confirmation: Confirmation = .pending, status: AlertStatus = .raised
    ) throws -> DepartmentAlert {
        DepartmentAlert(
            id: try AlertID(self.alertID), department: try self.morbihan, level: level, computedLevel: level, peakLevel: peak,
            firstDay: try self.march(10), lastDay: try self.march(14), status: status, confirmation: confirmation, raisedAt: self.morning,
            closedAt: status == .closed ? self.morning + .microseconds(1) : nil, closingReason: status == .closed ? "vague passée, rouge levé" : "",
            explanation: "Niveau rouge.", dossiers: 1, version: 3)
    }

    static func event(_ kind: AlertEventKind = .raised, number: Int = 1, by: String = "", comment: String = "", day: CivilDay? = nil) throws -> AlertEvent {
        AlertEvent(
            id: try AlertEventID(self.actionID), alert: try AlertID(self.alertID), number: number, at: self.morning,
            kind: kind, by: by, comment: comment, levelBefore: .green, levelAfter: .red, day: day)
    }

    static func cluster(_ day: CivilDay) throws -> DeathCluster {
        DeathCluster(
            department: try self.morbihan, day: day, firstDay: day.advanced(by: -4), communes: [try self.vannes, try CommuneCode("44001")],
            observed: 12, expected: 3.14159, score: 8, pValue: 0.0029411, recurrenceDays: 340.4, areas: 240, leftOut: 9, studyDays: 365,
            scannedAt: 1_584_200_000_000_000, version: 1)
    }

    static var thresholds: Vigie_V1_Thresholds {
        var thresholds = Vigie_V1_Thresholds()
        (thresholds.yellow, thresholds.orange, thresholds.red, thresholds.low) = (2, 4.12345, 7, 3)
        (thresholds.clusterYellowDays, thresholds.clusterOrangeDays) = (100, 365)
        (thresholds.budgetOrangeYears, thresholds.budgetRedYears) = (5, 50)
        (thresholds.falseOrangeYearly, thresholds.falseRedYearly, thresholds.simulatedYears) = (0.125, -1, 2_000)
        return thresholds
    }

    static func dossier() throws -> Vigie_V1_AlertDossier {
        let day = try self.march(14)
        var dossier = Vigie_V1_AlertDossier()
        dossier.alert = Data(try AlertID(self.alertID).bytes)
        dossier.number = 2
        dossier.department = try self.morbihan.text
        dossier.day = day.daysSinceEpoch
        dossier.frozenAtUs = self.morning.microseconds
        dossier.thresholds = self.thresholds
        dossier.outcome =
            DepartmentAssessment(
                department: try self.morbihan, day: day, level: .red, observed: 231,
                expectation: Expectation(expected: 158.2, lower: 130.4, upper: 186.1, zScore: 7.4, phi: 1.2), reportedDays: 7,
                reportedShare: 0.96, method: "euromomo-7d-trend", nowcast: 262.3, version: 1
            ).message
        (dossier.nowcastLower, dossier.nowcastUpper) = (248, 281)
        var past = Vigie_V1_DossierDay()
        (past.day, past.deaths, past.reports, past.population, past.coming) = (day.daysSinceEpoch, 40, 200, 700_000, 5.5)
        dossier.days = [past]
        var driver = Vigie_V1_Driver()
        (driver.commune, driver.observed, driver.expected, driver.exceedance) = (try self.vannes.text, 31, 22.1, 0.87)
        dossier.drivers = [driver]
        var place = Vigie_V1_PlaceDriver()
        (place.place, place.observed, place.usual) = (.careHome, 96, 41.2)
        var later = Vigie_V1_PlaceDriver()
        later.place = .UNRECOGNIZED(99)
        dossier.places = [place, later]
        dossier.cluster = try self.cluster(day).message
        return dossier
    }
}
