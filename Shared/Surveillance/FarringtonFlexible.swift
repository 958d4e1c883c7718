import Glibc

/// Farrington's detector as improved by Noufaily et al. (2013, Statistics in Medicine 32:1206–22): a week against the same
/// weeks of five years, with every other week in seasonal blocks and outbreaks of the past weighed down.
public struct FarringtonFlexible: Sendable {
    public struct Parameters: Hashable, Sendable {
        /// Years, and weeks on either side of the same week.
        public var years = 5
        public var halfWindow = 3
        /// Seasonal blocks, that of the same weeks included.
        public var periods = 10
        /// Weeks before the judged one that are no measure of it.
        public var recentWeeks = 26
        /// From which Anscombe residual on a week counts less.
        public var weightsThreshold = 2.58
        public var alpha = 0.005
        /// An alarm takes as many cases in as many weeks.
        public var leastCases = 5
        public var leastWeeks = 4

        public init() {}
    }

    /// How a week was judged.
    public struct Verdict: Hashable, Sendable {
        public let expected: Double
        /// U: the count above which the week is an alarm.
        public let upperBound: Int
        /// P(Y ≥ y).
        public let pValue: Double
        public let dispersion: Double
        public let hasTrend: Bool
        /// Whether there were cases enough to be judged.
        public let isEligible: Bool
        public let isAlarm: Bool
    }

    public let parameters: Parameters

    public init(parameters: Parameters = Parameters()) { self.parameters = parameters }

    /// Judges a week of a series.
    ///
    /// - Parameters:
    ///   - counts: weekly.
    ///   - week: the place of the judged one.
    ///   - references: the places of the same week one, two, three … years before, in this order; nothing for every 52 weeks.
    /// - Throws: `SurveillanceError`: `shortHistory` when the series begins too late, or the model cannot be fitted.
    public func judge(_ counts: [Double], at week: Int, references: [Int]? = nil) throws(SurveillanceError) -> Verdict {
        let parameters = self.parameters
        guard counts.indices.contains(week), counts.allSatisfy({ $0 >= 0 && $0 < 1e9 }), parameters.years >= 1, parameters.periods >= 2
        else { throw SurveillanceError(.invalid, "a week of a series of counts is needed") }
        let same = [week] + (references ?? (1...parameters.years).map { week - 52 * $0 }).prefix(parameters.years)
        guard same.count == parameters.years + 1, zip(same, same.dropFirst()).allSatisfy({ $0 - $1 > 2 * parameters.halfWindow + parameters.periods }),
            (same.last ?? 0) - parameters.halfWindow >= 0
        else { throw SurveillanceError(.shortHistory, "\(parameters.years) years before the week are needed") }

        let levels = self.levels(same)
        let used = levels.keys.filter { $0 < week - parameters.recentWeeks }.sorted()
        let baseline = used.map { counts[$0] }
        guard let largest = baseline.max(), largest > 0 else { throw SurveillanceError(.singular, "nobody died in the years before") }
        var fit = parameters.years >= 3 ? try? Fit(counts, used: used, levels: levels, week: week, hasTrend: true, parameters) : nil
        // A trend that leads above everything that was ever seen is not believed.
        if let trend = fit, trend.expected > largest { fit = nil }
        let chosen: Fit
        if let fit { chosen = fit } else {
            chosen = try Fit(counts, used: used, levels: levels, week: week, hasTrend: false, parameters)
        }

        let distribution = try CountDistribution(mean: chosen.expected, dispersion: chosen.dispersion)
        let bound = try distribution.quantile(1 - parameters.alpha)
        let recent = counts[max(0, week - parameters.leastWeeks + 1)...week].reduce(0, +)
        let isEligible = recent >= Double(parameters.leastCases)
        return Verdict(
            expected: chosen.expected, upperBound: bound, pValue: distribution.tail(from: Int(counts[week])),
            dispersion: chosen.dispersion, hasTrend: chosen.hasTrend, isEligible: isEligible,
            isAlarm: isEligible && counts[week] > Double(bound))
    }

    /// The seasonal block of each week from the earliest same week on: 0 for the same weeks, then 1, 2 … between them.
    private func levels(_ same: [Int]) -> [Int: Int] {
        let half = self.parameters.halfWindow
        let blocks = self.parameters.periods - 1
        var levels: [Int: Int] = [:]
        for (later, earlier) in zip(same, same.dropFirst()) {
            for week in (earlier - half)...(earlier + half) { levels[week] = 0 }
            let between = later - 2 * half - 1 - earlier
            var week = earlier + half + 1
            for block in 0..<blocks {
                for _ in 0..<(between / blocks + (block < between % blocks ? 1 : 0)) {
                    levels[week] = block + 1
                    week += 1
                }
            }
        }
        for week in (same[0] - half)...same[0] { levels[week] = 0 }
        return levels
    }

    /// The model of a baseline, weighed down where it was not ordinary.
    private struct Fit {
        let expected: Double
        let dispersion: Double
        let hasTrend: Bool

        init(
            _ counts: [Double], used: [Int], levels: [Int: Int], week: Int, hasTrend: Bool, _ parameters: Parameters
        ) throws(SurveillanceError) {
            let present = Set(used.compactMap { levels[$0] }).sorted()
            func row(_ at: Int, level: Int) -> [Double] {
                present.map { $0 == level ? 1 : 0 } + (hasTrend ? [Double(at - week) / 52] : [])
            }
            let design = used.map { row($0, level: levels[$0] ?? 0) }
            let observed = used.map { counts[$0] }
            let first = try QuasiPoisson(design: design, counts: observed)
            let residuals = zip(design, observed).map { row, count in
                let mean = first.predict(row).mean
                let scale = sqrt(first.dispersion * max(1e-9, 1 - first.leverage(of: row)))
                let root = cbrt(count)
                return 1.5 * (root * root * pow(mean, -1.0 / 6) - sqrt(mean)) / scale
            }
            let raw = residuals.map { $0 > parameters.weightsThreshold ? 1 / ($0 * $0) : 1 }
            let scale = Double(raw.count) / raw.reduce(0, +)
            let model = try QuasiPoisson(design: design, counts: observed, weights: raw.map { $0 * scale })
            self.expected = model.predict(row(week, level: 0)).mean
            self.dispersion = model.dispersion
            self.hasTrend = hasTrend
        }
    }
}
