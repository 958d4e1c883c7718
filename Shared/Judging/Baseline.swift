package import Mortality
package import Surveillance

/// What a department's seven days would bring in an ordinary season, and on what ground that is said.
package struct Baseline: Sendable {
    /// Where the expectation comes from: from the firmest ground to the weakest.
    package enum Ground: String, Sendable {
        /// EuroMOMO's model, fitted on the department's own spring and autumn weeks with a trend, which takes three years.
        case ownWithTrend = "euromomo-7d-trend"
        /// EuroMOMO's model without a trend, where there are fewer than three years.
        case own = "euromomo-7d"
        /// The mean of the same season in the years that there are, where these are fewer than two.
        case matchedWindows = "matched-windows"
        /// The nation's deaths per inhabitant, where there is hardly any history.
        case nationalRate = "national-rate"
    }

    private enum Model: Sendable {
        case euroMOMO(EuroMOMO)
        case fixed(EuroMOMO.Expectation)
    }

    package let ground: Ground
    private let model: Model

    /// The name of the ground, as a judgement tells it.
    package var method: String { self.ground.rawValue }

    /// Fits the model on the spring and autumn weeks among these.
    ///
    /// - Throws: `shortHistory` for fewer than ``HistoryRules/ownWeeks``; else what the fit throws.
    package init(own weeks: ArraySlice<DepartmentHistory.Week>, rules: HistoryRules) throws(SurveillanceError) {
        guard weeks.count >= rules.ownWeeks else {
            throw SurveillanceError(.shortHistory, "\(weeks.count) usable weeks of \(rules.ownWeeks)")
        }
        let observations = weeks.filter { EuroMOMO.isBaselineWeek($0.sunday.isoWeek.week) }
            .map { EuroMOMO.Observation(time: Self.time(endingOn: $0.sunday), count: Double($0.deaths)) }
        try self.init(fitting: observations, hasTrend: weeks.count >= rules.trendWeeks)
    }

    /// Fits the model on weeks of spring and autumn.
    ///
    /// - Throws: what the fit throws.
    init(fitting observations: [EuroMOMO.Observation], hasTrend: Bool) throws(SurveillanceError) {
        self.model = .euroMOMO(try EuroMOMO(observations, hasTrend: hasTrend))
        self.ground = hasTrend ? .ownWithTrend : .own
    }

    /// Takes the mean of the weeks that end within three weeks of the same date in other years. Their variance, and that of their mean, is
    /// doubled: so few weeks know little of their own spread.
    ///
    /// - Throws: `shortHistory` for fewer than ``HistoryRules/matchedWeeks`` such weeks; `singular` when nobody died in them.
    package init(
        matched weeks: ArraySlice<DepartmentHistory.Week>, to day: CivilDay, rules: HistoryRules
    ) throws(SurveillanceError) {
        let same = weeks.filter { week in
            let apart = week.sunday.distance(to: day)
            let years = max(1, (Double(apart) / 365.25).rounded())
            return abs(Double(apart) - years * 365.25) <= 21
        }.map { Double($0.deaths) }
        guard same.count >= rules.matchedWeeks else {
            throw SurveillanceError(.shortHistory, "\(same.count) weeks of the same season, of \(rules.matchedWeeks)")
        }
        let mean = same.reduce(0, +) / Double(same.count)
        guard mean > 0 else { throw SurveillanceError(.singular, "nobody died in the weeks of the same season") }
        let variance = same.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(same.count - 1)
        let dispersion = 2 * max(1, variance / mean)
        self.model = .fixed(
            EuroMOMO.Expectation(
                mean: mean, standardError: (dispersion / (mean * Double(same.count))).squareRoot(), dispersion: dispersion))
        self.ground = .matchedWindows
    }

    /// Takes the nation's rate.
    ///
    /// - Throws: `shortHistory` where not even the inhabitants are known.
    package init(inhabitants: Int) throws(SurveillanceError) {
        guard inhabitants > 0 else { throw SurveillanceError(.shortHistory, "neither deaths of the past nor inhabitants are known") }
        self.model = .fixed(NationalRate.expectation(inhabitants: inhabitants))
        self.ground = .nationalRate
    }

    /// Returns what the seven days that end with a day would bring in an ordinary season, were everything reported.
    package func expectation(endingOn day: CivilDay) -> EuroMOMO.Expectation {
        switch self.model {
        case .euroMOMO(let model): model.expectation(at: Self.time(endingOn: day))
        case .fixed(let expectation): expectation
        }
    }

    /// Returns the time of seven days by their last one, in weeks since 1970; the fit and the judgement count alike.
    static func time(endingOn day: CivilDay) -> Double { Double(day.daysSinceEpoch) / 7 }
}
