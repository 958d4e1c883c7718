package import Mortality

/// Seven days, or the fewer since a department began to declare, beside what was expected of them.
package struct Judgement: Hashable, Sendable {
    package let week: ReportedWeek
    /// What is expected of the communes whose deaths ``week`` counts; nothing without history.
    package let expectation: Expectation?
    package let method: String
    /// The z-scores from which on the budget of false alarms allows an orange and a red; only of fewer than seven days.
    package var limits: ShortSums.Limits?

    /// The score that the level comes from: z, but nothing of a calm that a day without any report may only feign.
    package var score: Double? {
        guard let z = self.expectation?.zScore else { return nil }
        if self.week.reportedDays >= self.week.length { return z }
        return self.week.ground != .declaredShare && z >= LevelThresholds.bands.yellow ? z : nil
    }

    /// Returns the score on the scale of seven days: that of fewer days, whose chance reaches further, is as much smaller as the budget asks
    /// for.
    package func score(by thresholds: LevelThresholds) -> Double? {
        self.score.map { score in
            guard let limits else { return score }
            return score * min(1, thresholds.orange / limits.orange, thresholds.red / limits.red)
        }
    }
}
