import Contracts
import Mortality
import Surveillance

/// Holds seven days of a department against its baseline. Pure.
struct Judge: Sendable {
    /// The z between whose limits a count is unremarkable.
    var unremarkable = 2.0

    /// - Parameter baseline: what the seven days are held against; nothing where there is no history to fit one on.
    func judge(_ week: ReportedWeek, endingOn day: CivilDay, against baseline: Baseline?) -> Judgement {
        guard let baseline else { return Judgement(week: week, expectation: nil, method: "none") }
        let expected = baseline.expectation(endingOn: day).scaled(by: week.reportedShare)
        guard let z = expected.zScore(of: Double(week.deaths)) else {
            return Judgement(week: week, expectation: nil, method: baseline.method)
        }
        let expectation = Expectation(
            expected: expected.mean, lower: expected.limit(at: -self.unremarkable), upper: expected.limit(at: self.unremarkable),
            zScore: z, phi: expected.dispersion)
        return Judgement(week: week, expectation: expectation, method: baseline.method)
    }
}
