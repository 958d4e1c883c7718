/// What was declared of seven days.
package struct ReportedWeek: Hashable, Sendable {
    package let deaths: Int
    /// Days on which at least one commune reported.
    package let reportedDays: Int
    /// Mean share of the population whose commune reported, 0 to 1. A silent commune makes it smaller; it is no zero.
    package let reportedShare: Double

    /// Deaths that are still expected to be declared of it, and the variance of that number.
    package let coming: Double
    package let comingVariance: Double

    /// What the count of the seven days is expected to become.
    package var nowcast: Double { Double(self.deaths) + self.coming }

    /// - Parameters:
    ///   - days: the seven days.
    ///   - population: the department's.
    package init(_ days: [ReportedDay], population: Int) {
        self.deaths = days.reduce(0) { $0 + $1.deaths }
        self.reportedDays = min(7, days.count { $0.reports > 0 })
        self.coming = days.reduce(0) { $0 + max(0, $1.coming) }
        self.comingVariance = days.reduce(0) { $0 + max(0, $1.comingVariance) }
        let reported = days.reduce(0) { $0 + $1.population }
        self.reportedShare = population > 0 && !days.isEmpty ? min(1, Double(reported) / (7 * Double(population))) : 0
    }
}
