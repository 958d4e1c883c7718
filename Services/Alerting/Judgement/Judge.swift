import Contracts
import Mortality
import Surveillance

/// Judges seven days of a department against its baseline. Pure: later detectors find their place here.
struct Judge: Sendable {
    /// The z from which a level holds.
    var yellow = 2.0
    var orange = 4.0
    var red = 7.0
    /// The z between whose limits a count is unremarkable.
    var unremarkable = 2.0

    /// - Parameter baseline: what the seven days are held against; nothing where there is no history to fit one on.
    func judge(_ week: ReportedWeek, endingOn day: CivilDay, against baseline: Baseline?) -> Judgement {
        guard let baseline else {
            return Judgement(level: .unknown, week: week, expectation: nil, method: "none")
        }
        let whole = baseline.expectation(endingOn: day)
        let expected = whole.scaled(by: week.reportedShare)
        guard let z = expected.zScore(of: Double(week.deaths)) else {
            return Judgement(level: .unknown, week: week, expectation: nil, method: baseline.method)
        }
        let expectation = Expectation(
            expected: expected.mean, lower: expected.limit(at: -self.unremarkable), upper: expected.limit(at: self.unremarkable),
            zScore: z, phi: expected.dispersion)
        return Judgement(
            level: week.reportedDays < 7 ? .unknown : self.level(of: z), week: week, expectation: expectation,
            method: baseline.method)
    }

    /// The level that a z stands for.
    func level(of z: Double) -> Level {
        if z >= self.red { return .red }
        if z >= self.orange { return .orange }
        return z >= self.yellow ? .yellow : .green
    }
}
