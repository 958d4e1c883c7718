import Contracts
import Mortality

/// How seven days were judged.
struct Judgement: Hashable, Sendable {
    let level: Level
    let week: ReportedWeek
    /// For the share of the population that reported; nothing without history, or when nobody reported.
    let expectation: Expectation?
    let method: String

    func assessment(of department: DepartmentCode, on day: CivilDay, version: UInt64) -> DepartmentAssessment {
        DepartmentAssessment(
            department: department, day: day, level: self.level, observed: self.week.deaths, expectation: self.expectation,
            reportedDays: self.week.reportedDays, reportedShare: self.week.reportedShare, method: self.method, version: version)
    }
}
