import Contracts
import Judging
import Mortality

extension Judgement {
    /// The judgement as others are told it.
    func assessment(
        of department: DepartmentCode, on day: CivilDay, level: Level, clusterRecurrence: Double?, version: UInt64
    ) -> DepartmentAssessment {
        DepartmentAssessment(
            department: department, day: day, level: level, rules: JudgingRules.current.rawValue, ground: self.week.ground,
            length: self.week.length, observed: self.week.deaths, expectation: self.expectation,
            reportedDays: self.week.reportedDays, reportedShare: self.week.reportedShare, method: self.method,
            nowcast: self.week.nowcast, nowcastVariance: self.week.comingVariance, clusterRecurrence: clusterRecurrence, version: version)
    }
}
