import Glibc

/// The Early Aberration Reporting System's detectors for series without history: a count against the mean and standard
/// deviation of the days just before it (Hutwagner et al., 2003).
public struct EARS: Sendable {
    /// What a day was held against.
    public struct Verdict: Hashable, Sendable {
        /// The count above which the day is flagged.
        public let upperBound: Double
        /// Whether the day is flagged.
        public let isAlarm: Bool
    }

    /// Normal quantiles of 1 − 0.001 and 1 − 0.025.
    private static let strict = 3.090232306167813
    private static let lax = 1.959963984540054

    private let baseline: Int
    private let minimumDeviation: Double

    /// - Parameters:
    ///   - baseline: days that a day is held against, at least 3.
    ///   - minimumDeviation: a standard deviation below this is taken for this; without it, one death after seven days of
    ///     none is an alarm.
    /// - Throws: `invalid` for other numbers.
    public init(baseline: Int = 28, minimumDeviation: Double = 0.5) throws(SurveillanceError) {
        guard baseline >= 3, minimumDeviation >= 0, minimumDeviation.isFinite else {
            throw SurveillanceError(.invalid, "a baseline of at least 3 days and a deviation of 0 or more are needed")
        }
        self.baseline = baseline
        self.minimumDeviation = minimumDeviation
    }

    /// C1: against the days just before. Nothing for the first days, which have too few before them, and where a count is no
    /// number.
    public func c1(_ counts: [Double]) -> [Verdict?] { self.verdicts(counts, lag: 0) }

    /// C2: as C1, with two days between.
    public func c2(_ counts: [Double]) -> [Verdict?] { self.verdicts(counts, lag: 2) }

    /// C3: what the last three days have above C2's mean by more than one deviation, together.
    ///
    /// - Throws: `invalid` with a minimum deviation of 0: after days without deaths there would be nothing to divide by.
    public func c3(_ counts: [Double]) throws(SurveillanceError) -> [Verdict?] {
        guard self.minimumDeviation > 0 else { throw SurveillanceError(.invalid, "C3 needs a minimum deviation above 0") }
        let moments = counts.indices.map { self.moments(counts, before: $0 - 2) }
        let excesses = counts.indices.map { day in
            counts[day].isFinite ? moments[day].map { max(0, (counts[day] - $0.mean) / $0.deviation - 1) } : nil
        }
        return counts.indices.map { day in
            guard day >= 2, let moments = moments[day], let today = excesses[day], let one = excesses[day - 1], let two = excesses[day - 2]
            else { return nil }
            return Verdict(
                upperBound: moments.mean + moments.deviation * (1 + Self.lax - one - two), isAlarm: today + one + two >= Self.lax)
        }
    }

    private func verdicts(_ counts: [Double], lag: Int) -> [Verdict?] {
        counts.indices.map { day in
            guard counts[day].isFinite, let moments = self.moments(counts, before: day - lag) else { return nil }
            let bound = moments.mean + Self.strict * moments.deviation
            return Verdict(upperBound: bound, isAlarm: counts[day] > bound)
        }
    }

    /// Mean and deviation of the baseline that ends just before a day.
    private func moments(_ counts: [Double], before day: Int) -> (mean: Double, deviation: Double)? {
        guard day >= self.baseline else { return nil }
        let window = counts[(day - self.baseline)..<day]
        let mean = window.reduce(0, +) / Double(self.baseline)
        let squares = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = max(self.minimumDeviation, sqrt(squares / Double(self.baseline - 1)))
        return mean.isFinite && deviation.isFinite ? (mean, deviation) : nil
    }
}
