/// Farrington's detector as improved by Noufaily et al. (2013, Statistics in Medicine 32:1206–22): a week against the same
/// weeks of five years, with every other week in seasonal blocks and outbreaks of the past weighed down.
public struct FarringtonFlexible: Sendable {
    /// What is chosen of the detector; as Noufaily et al. chose, unless said otherwise.
    public struct Parameters: Hashable, Sendable {
        /// How many earlier years a week is compared with.
        public var years = 5
        /// How many weeks on either side of the same week are taken with it.
        public var halfWindow = 3
        /// How many seasonal blocks a year has, that of the same weeks included.
        public var periods = 10
        /// How many weeks before the judged one are no measure of it.
        public var recentWeeks = 26
        /// The Anscombe residual from which on a past week counts less.
        public var weightsThreshold = 2.58
        /// How probable an alarm is at most where nothing goes on.
        public var alpha = 0.005
        /// How many deaths an alarm takes within ``leastWeeks``.
        public var leastCases = 5
        /// Within how many weeks an alarm takes ``leastCases`` deaths.
        public var leastWeeks = 4

        /// Makes the parameters that Vigie has chosen.
        public init() {}

        var isValid: Bool {
            (1...100).contains(self.years) && (0...25).contains(self.halfWindow) && (2...50).contains(self.periods)
                && (0...5_200).contains(self.recentWeeks) && self.weightsThreshold >= 1 && self.alpha > 0 && self.alpha < 1
                && (1...5_200).contains(self.leastWeeks)
        }
    }

    /// How a week was judged.
    public struct Verdict: Hashable, Sendable {
        /// The expected count, μ.
        public let expected: Double
        /// The count U above which the week is an alarm.
        public let upperBound: Int
        /// The p-value, P(Y ≥ y).
        public let pValue: Double
        /// The overdispersion φ, 1 or more.
        public let dispersion: Double
        /// Whether the expectation follows a trend.
        public let hasTrend: Bool
        /// Whether the expectation is that of all seasons, because nobody had died in that of the week.
        public let isPooled: Bool
        /// Whether there were cases enough to be judged.
        public let isEligible: Bool
        /// Whether the count is above the bound, and there were cases enough.
        public let isAlarm: Bool
    }

    /// The parameters that were chosen.
    public let parameters: Parameters

    /// Makes a detector; parameters out of their domain are an error of what it judges.
    public init(parameters: Parameters = Parameters()) { self.parameters = parameters }

    /// Judges a week of a series.
    ///
    /// - Parameters:
    ///   - counts: weekly.
    ///   - week: the place of the judged one.
    ///   - references: the places of the same week one, two, three … years before, in this order; `nil` for every 52 weeks,
    ///     which drift from their date by a week in five years: of weeks whose dates are known, give ``DatedCounts``.
    /// - Throws: `SurveillanceError`: `shortHistory` when the series begins too late, or the model cannot be fitted.
    public func judge(_ counts: [Double], at week: Int, references: [Int]? = nil) throws(SurveillanceError) -> Verdict {
        guard counts.indices.contains(week) else { throw SurveillanceError(.invalid, "a week of a series of counts is needed") }
        return try Self.judge(counts, design: try FarringtonDesign(week: week, references: references, parameters: self.parameters))
    }

    /// Judges a week of a series with dates, or the seven days that end with one of its days: the same weeks of other years
    /// are those of the nearest date, and weeks that are missing are no measure.
    ///
    /// - Parameters:
    ///   - series: of weeks, or of days, of which every seven back from the judged one are summed.
    ///   - place: of the judged week or day.
    /// - Throws: as for weeks; `invalid` where a day of the judged seven is missing.
    public func judge(_ series: DatedCounts, at place: Int) throws(SurveillanceError) -> Verdict {
        guard series.counts.indices.contains(place) else { throw SurveillanceError(.invalid, "a place of the series is needed") }
        let weeks = series.step == .week ? series : try series.sevens(endingAt: place)
        let week = series.step == .week ? place : weeks.counts.count - 1
        guard !weeks.missing.contains(week) else {
            throw SurveillanceError(.invalid, "the count of \(weeks.day(of: week)), or of a day of its seven, is missing")
        }
        let design = try FarringtonDesign(
            week: week, references: weeks.references(of: week, years: self.parameters.years), omitting: weeks.missing,
            parameters: self.parameters)
        return try Self.judge(weeks.counts, design: design)
    }

    /// Judges the seven days that end with a day: on every seventh sum of seven days back from it, so that each has the same
    /// weekdays. The same weeks of other years are 364, 728 … days before, six days from their date after five years: of days
    /// whose dates are known, give ``DatedCounts``.
    ///
    /// - Parameters:
    ///   - counts: daily.
    ///   - day: the place of the judged one.
    /// - Throws: as for weeks; a count that is none is `invalid` wherever it lies.
    public func judge(daily counts: [Double], at day: Int) throws(SurveillanceError) -> Verdict {
        guard counts.indices.contains(day), day >= 6 else { throw SurveillanceError(.invalid, "a day of a series of counts is needed") }
        return try Self.judge(daily: counts, at: day, design: try FarringtonDesign(week: (day + 1) / 7 - 1, parameters: self.parameters))
    }

    /// Judges the seven days that end with a day, by a design of as many weeks as the series has before it, or fewer.
    ///
    /// - Throws: as for weeks; `shortHistory` where the days do not make as many weeks.
    public static func judge(daily counts: [Double], at day: Int, design: FarringtonDesign) throws(SurveillanceError) -> Verdict {
        guard counts.indices.contains(day), counts.allSatisfy({ $0 >= 0 && $0 < 1e9 }) else {
            throw SurveillanceError(.invalid, "a day of a series of counts is needed, each from 0 to less than a thousand million")
        }
        guard (day + 1) / 7 > design.week else { throw SurveillanceError(.shortHistory, "\(design.week + 1) weeks until the day are needed") }
        let first = day + 1 - 7 * (design.week + 1)
        let sums = (0...design.week).map { week in counts[(first + 7 * week)..<(first + 7 * week + 7)].reduce(0, +) }
        return try self.judge(sums, design: design)
    }

    /// Judges the week of a design, by the parameters of that.
    ///
    /// Where nobody had died in the season of the week, the weeks of all seasons are one: their mean is more than is expected of
    /// a week of that season, so that nothing is found too easily, while a mean of 0 would make an alarm of every death and
    /// an error would leave the smallest places, of which this is the usual case, without a p-value.
    ///
    /// - Parameter counts: weekly, until the judged week at least.
    /// - Throws: `invalid` for other numbers than counts, `singular` where nobody had died at all.
    public static func judge(_ counts: [Double], design: FarringtonDesign) throws(SurveillanceError) -> Verdict {
        let parameters = design.parameters
        guard counts.indices.contains(design.week), counts.allSatisfy({ $0 >= 0 && $0 < 1e9 }) else {
            throw SurveillanceError(.invalid, "counts until the judged week are needed, each from 0 to less than a thousand million")
        }
        let baseline = design.weeks.map { counts[$0] }
        guard let largest = baseline.max(), largest > 0 else { throw SurveillanceError(.singular, "nobody died in the years before") }
        let (fit, isPooled) = try self.fit(baseline, design, largest: largest)
        let distribution = try CountDistribution(mean: fit.expected, dispersion: fit.dispersion)
        let bound = try distribution.quantile(1 - parameters.alpha)
        let count = counts[design.week]
        let recent = counts[max(0, design.week - parameters.leastWeeks + 1)...design.week].reduce(0, +)
        let isEligible = recent >= Double(parameters.leastCases)
        return Verdict(
            expected: fit.expected, upperBound: bound, pValue: distribution.tail(from: Int(count)), dispersion: fit.dispersion,
            hasTrend: fit.hasTrend, isPooled: isPooled, isEligible: isEligible, isAlarm: isEligible && count > Double(bound))
    }

    private static func fit(
        _ baseline: [Double], _ design: FarringtonDesign, largest: Double
    ) throws(SurveillanceError) -> (fit: FarringtonFit, isPooled: Bool) {
        let isPooled = !design.seasons.runs.contains { $0.level == 0 && $0.places.contains { baseline[$0] > 0 } }
        let seasons = isPooled ? design.pooled : design.seasons
        let ones = [Double](repeating: 1, count: baseline.count)
        for hasTrend in [true, false] where !hasTrend || design.parameters.years >= 3 && !isPooled {
            let first = FarringtonFit(baseline, weights: ones, seasons: seasons, hasTrend: hasTrend)
            let fit = first?.reweighted(baseline, threshold: design.parameters.weightsThreshold)
            // A trend that leads above everything that was ever seen is not believed.
            if let fit, !hasTrend || fit.expected <= largest { return (fit, isPooled) }
        }
        throw SurveillanceError(.noConvergence, "the expectation could not be estimated")
    }
}
