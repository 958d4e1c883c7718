import Mortality
import Surveillance

/// What a department's seven days would bring in an ordinary season.
struct Baseline: Sendable {
    let model: EuroMOMO
    /// Names the model, for whoever reads a judgement.
    let method: String

    /// Fits the model on the spring and autumn weeks among these.
    init(_ weeks: ArraySlice<DepartmentHistory.Week>, rules: HistoryRules) throws(SurveillanceError) {
        let observations = weeks.filter { EuroMOMO.isBaselineWeek($0.sunday.isoWeek.week) }
            .map { EuroMOMO.Observation(time: Self.time(endingOn: $0.sunday), count: Double($0.deaths)) }
        let hasTrend = weeks.count >= rules.trendWeeks
        self.model = try EuroMOMO(observations, hasTrend: hasTrend)
        self.method = hasTrend ? "euromomo-7d-trend" : "euromomo-7d"
    }

    /// What the seven days that end with a day would bring, were everything reported.
    func expectation(endingOn day: CivilDay) -> EuroMOMO.Expectation { self.model.expectation(at: Self.time(endingOn: day)) }

    /// Seven days by their last, in weeks since 1970: the same clock for the weeks of the fit and for those judged.
    private static func time(endingOn day: CivilDay) -> Double { Double(day.daysSinceEpoch) / 7 }
}
