import Mortality

/// What shows of one day whether declarations may be missing.
package struct DeclarationSigns: Hashable, Sendable {
    /// The z-score of the seven days that end with the day, their count corrected for what is still expected to be declared.
    package var zScore: Double?
    /// The mean share of the population whose commune reported in these seven days, 0 to 1.
    package var reportedShare: Double
    /// The number of these seven days on which at least one commune reported.
    package var reportedDays: Int

    package init(zScore: Double?, reportedShare: Double, reportedDays: Int) {
        self.zScore = zScore
        self.reportedShare = reportedShare
        self.reportedDays = reportedDays
    }

    /// Takes the signs from a judgement. That of a lower bound has no z, since it cannot tell whether deaths are few.
    package init(_ judgement: Judgement) {
        self.init(
            zScore: judgement.week.ground == .lowerBound ? nil : judgement.expectation?.zScore,
            reportedShare: judgement.week.reportedShare, reportedDays: judgement.week.reportedDays)
    }
}
