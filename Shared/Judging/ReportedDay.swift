/// What a department's communes declared of a day.
package struct ReportedDay: Hashable, Sendable {
    package var deaths = 0
    /// How many communes reported, those of no death included.
    package var reports = 0
    /// How many inhabitants these communes have.
    package var population = 0
    /// How many deaths the same communes are still expected to declare of the day.
    package var coming = 0.0
    /// The variance of that number.
    package var comingVariance = 0.0

    package init(deaths: Int = 0, reports: Int = 0, population: Int = 0, coming: Double = 0, comingVariance: Double = 0) {
        self.deaths = deaths
        self.reports = reports
        self.population = population
        self.coming = coming
        self.comingVariance = comingVariance
    }
}
