package import Surveillance

/// How many unfounded alarms a department bears: what its thresholds are derived from.
///
/// Two families of detectors share it by halves: the temporal one, seven days against what is expected of them, and the
/// spatial one, clusters of communes. Neither knows of the other, so their false alarms add.
package struct FalseAlarmBudget: Hashable, Sendable {
    /// Years between two unfounded oranges.
    package let orangeYears: Double
    /// Years between two unfounded reds.
    package let redYears: Double

    /// One orange in ten years, one red in a century.
    package init() {
        self.orangeYears = 10
        self.redYears = 100
    }

    /// - Throws: `invalid` for years outside 1 to 10,000, or reds that are allowed more often than oranges.
    package init(orangeYears: Double, redYears: Double) throws(SurveillanceError) {
        guard (1...10_000).contains(orangeYears), (1...10_000).contains(redYears), redYears >= orangeYears else {
            throw SurveillanceError(.invalid, "a budget is 1 to 10,000 years between two alarms, and a red is no more frequent than an orange")
        }
        self.orangeYears = orangeYears
        self.redYears = redYears
    }

    static let families = 2.0

    /// Episodes a year that one family of detectors may bring to orange or worse, and to red.
    var orangeRate: Double { 1 / (Self.families * self.orangeYears) }
    var redRate: Double { 1 / (Self.families * self.redYears) }

    /// From which recurrence interval, in days, a day's most likely cluster is orange by itself.
    ///
    /// A bound that needs no simulation: of daily scans with valid p-values, an interval of R days or more comes on at most
    /// 365.25/R days a year, and episodes are no more than days. Never less than the year that statistics.md 4.7 asks for.
    package var orangeRecurrence: Double { max(365, 365.25 * Self.families * self.orangeYears) }
}
