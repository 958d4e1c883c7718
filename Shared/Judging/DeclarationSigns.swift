import Mortality

/// What tells of one day whether declarations may be missing.
package struct DeclarationSigns: Hashable, Sendable {
    /// z of the seven days that end with it, their count corrected for what is still expected to come in.
    package var zScore: Double?
    /// Mean share of the population whose commune reported in these seven days, 0 to 1.
    package var reportedShare: Double
    /// On how many of these seven days at least one commune reported.
    package var reportedDays: Int

    package init(zScore: Double?, reportedShare: Double, reportedDays: Int) {
        self.zScore = zScore
        self.reportedShare = reportedShare
        self.reportedDays = reportedDays
    }

    /// Of a lower bound no z tells whether deaths are few.
    package init(_ judgement: Judgement) {
        self.init(
            zScore: judgement.week.ground == .lowerBound ? nil : judgement.expectation?.zScore,
            reportedShare: judgement.week.reportedShare, reportedDays: judgement.week.reportedDays)
    }
}
