/// What was declared of seven days.
struct ReportedWeek: Hashable, Sendable {
    let deaths: Int
    /// Days on which at least one commune reported.
    let reportedDays: Int
    /// Mean share of the population whose commune reported, 0 to 1. A silent commune makes it smaller; it is no zero.
    let reportedShare: Double

    /// - Parameters:
    ///   - days: the seven days.
    ///   - population: the department's.
    init(_ days: [ReportedDay], population: Int) {
        self.deaths = days.reduce(0) { $0 + $1.deaths }
        self.reportedDays = min(7, days.count { $0.reports > 0 })
        let reported = days.reduce(0) { $0 + $1.population }
        self.reportedShare = population > 0 && !days.isEmpty ? min(1, Double(reported) / (7 * Double(population))) : 0
    }
}
