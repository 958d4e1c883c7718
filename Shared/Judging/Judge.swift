package import Mortality
import Surveillance

/// Holds days of a department against its baseline. Pure.
package struct Judge: Hashable, Sendable {
    /// The z-score within which, on either side, a count is unremarkable.
    package var unremarkable = 2.0
    /// The budget from which sums of fewer than seven days have their limits.
    package var budget = FalseAlarmBudget()

    package init() {}

    /// Judges the days that end with one.
    ///
    /// - Parameters:
    ///   - baseline: what the days are compared with; `nil` where there is no history to fit one on.
    ///   - weekdays: what each day of the week brings, Monday first, 1 on average: for fewer than seven days.
    package func judge(_ week: ReportedWeek, endingOn day: CivilDay, against baseline: Baseline?, weekdays: [Double] = []) -> Judgement {
        guard let baseline else { return Judgement(week: week, expectation: nil, method: "none") }
        var expected = baseline.expectation(endingOn: day)
        if week.length < 7 {
            let factors = (0..<week.length).map { back in
                weekdays.count == 7 ? weekdays[day.advanced(by: -back).weekday - 1] : 1
            }
            expected = ShortSums.expectation(of: factors, week: expected)
        }
        switch week.ground {
        case .declaredShare: expected = expected.scaled(by: week.reportedShare)
        case .panel(_, let share): expected = expected.scaled(by: share)
        case .lowerBound: break
        }
        guard let z = expected.zScore(of: week.nowcast, delayVariance: week.comingVariance) else {
            return Judgement(week: week, expectation: nil, method: baseline.method)
        }
        let expectation = Expectation(
            expected: expected.mean, lower: expected.limit(at: -self.unremarkable), upper: expected.limit(at: self.unremarkable),
            zScore: z, phi: expected.dispersion)
        return Judgement(
            week: week, expectation: expectation, method: baseline.method,
            limits: week.length < 7 ? ShortSums.limits(of: expected, budget: self.budget) : nil)
    }
}
