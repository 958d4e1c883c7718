package import Mortality

/// Seven days beside what was expected of them.
package struct Judgement: Hashable, Sendable {
    package let week: ReportedWeek
    /// For the share of the population that reported; nothing without history, or when nobody reported.
    package let expectation: Expectation?
    package let method: String

    /// What the level comes from: nothing while a day of the seven is without any report.
    package var score: Double? { self.week.reportedDays < 7 ? nil : self.expectation?.zScore }
}
