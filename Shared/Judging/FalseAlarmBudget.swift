package import Surveillance

/// How many unfounded alarms a department bears: what its thresholds are derived from.
///
/// Two families of detectors share it by halves: the temporal one, seven days against what is expected of them, and the
/// spatial one, clusters of communes. Neither knows of the other, so their false alarms add.
package struct FalseAlarmBudget: Hashable, Sendable {
    /// How many years lie between two unfounded oranges.
    package let orangeYears: Double
    /// How many years lie between two unfounded reds.
    package let redYears: Double

    /// Allows one orange in ten years and one red in a century.
    package init() {
        self.orangeYears = 10
        self.redYears = 100
    }

    /// Checks a budget.
    ///
    /// - Throws: `invalid` for oranges outside 1 to 1,000 years, reds outside 1 to 10,000, or reds that are allowed more often than oranges.
    package init(orangeYears: Double, redYears: Double) throws(SurveillanceError) {
        guard (1...1_000).contains(orangeYears), (1...10_000).contains(redYears), redYears >= orangeYears else {
            throw SurveillanceError(
                .invalid, "a budget is 1 to 1,000 years between two oranges and 1 to 10,000 between two reds, and a red is no more frequent than an orange")
        }
        self.orangeYears = orangeYears
        self.redYears = redYears
    }

    static let families = 2.0

    /// How many episodes a year one family of detectors may raise to orange or worse.
    var orangeRate: Double { 1 / (Self.families * self.orangeYears) }
    /// How many episodes a year one family of detectors may raise to red.
    var redRate: Double { 1 / (Self.families * self.redYears) }

    /// The recurrence interval, in days, from which a day's most likely cluster is orange by itself.
    ///
    /// A bound that needs no simulation: of daily scans with valid p-values, an interval of R days or more comes on at most
    /// 365.25/R days a year, and episodes are no more than days. Never less than the year that statistics.md 4.7 asks for.
    package var orangeRecurrence: Double { max(365, 365.25 * Self.families * self.orangeYears) }
}
