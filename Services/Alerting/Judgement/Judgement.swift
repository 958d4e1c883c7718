import Contracts
import Mortality

/// Seven days beside what was expected of them.
struct Judgement: Hashable, Sendable {
    let week: ReportedWeek
    /// For the share of the population that reported; nothing without history, or when nobody reported.
    let expectation: Expectation?
    let method: String

    /// What the level comes from: nothing while a day of the seven is without any report.
    var score: Double? { self.week.reportedDays < 7 ? nil : self.expectation?.zScore }

    func assessment(of department: DepartmentCode, on day: CivilDay, level: Level, version: UInt64) -> DepartmentAssessment {
        DepartmentAssessment(
            department: department, day: day, level: level, observed: self.week.deaths, expectation: self.expectation,
            reportedDays: self.week.reportedDays, reportedShare: self.week.reportedShare, method: self.method, version: version)
    }
}
