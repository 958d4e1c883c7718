package import Mortality
import Surveillance

/// Holds seven days of a department against its baseline. Pure.
package struct Judge: Hashable, Sendable {
    /// The z between whose limits a count is unremarkable.
    package var unremarkable = 2.0

    package init() {}

    /// - Parameter baseline: what the seven days are held against; nothing where there is no history to fit one on.
    package func judge(_ week: ReportedWeek, endingOn day: CivilDay, against baseline: Baseline?) -> Judgement {
        guard let baseline else { return Judgement(week: week, expectation: nil, method: "none") }
        let expected = baseline.expectation(endingOn: day).scaled(by: week.reportedShare)
        guard let z = expected.zScore(of: week.nowcast, delayVariance: week.comingVariance) else {
            return Judgement(week: week, expectation: nil, method: baseline.method)
        }
        let expectation = Expectation(
            expected: expected.mean, lower: expected.limit(at: -self.unremarkable), upper: expected.limit(at: self.unremarkable),
            zScore: z, phi: expected.dispersion)
        return Judgement(week: week, expectation: expectation, method: baseline.method)
    }
}
