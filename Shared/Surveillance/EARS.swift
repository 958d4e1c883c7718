import Glibc

/// The Early Aberration Reporting System's detectors for series without history: a count against the mean and standard
/// deviation of the days just before it (Hutwagner et al., 2003).
public struct EARS: Sendable {
    /// How a day was judged.
    public struct Verdict: Hashable, Sendable {
        /// The count above which the day is flagged.
        public let upperBound: Double
        /// Whether the day is flagged.
        public let isAlarm: Bool
    }

    /// The normal quantile of 1 − 0.001.
    private static let strict = 3.090232306167813
    /// The normal quantile of 1 − 0.025.
    private static let lax = 1.959963984540054

    private let baseline: Int
    private let minimumDeviation: Double

    /// Checks the detector's parameters.
    ///
    /// - Parameters:
    ///   - baseline: days that a day is compared with, 3 to 999,999.
    ///   - minimumDeviation: a standard deviation below this is taken for this; without it, one death after seven days of
    ///     none is an alarm.
    /// - Throws: `invalid` for other numbers.
    public init(baseline: Int = 28, minimumDeviation: Double = 0.5) throws(SurveillanceError) {
        guard baseline >= 3, baseline < 1_000_000, minimumDeviation >= 0, minimumDeviation.isFinite else {
            throw SurveillanceError(.invalid, "a baseline of 3 to 999,999 days and a deviation of 0 or more are needed")
        }
        self.baseline = baseline
        self.minimumDeviation = minimumDeviation
    }

    /// Returns C1's verdicts: each day against the days just before it. There is none for the first days, which have too few before them, nor
    /// where a count, of the day or of those that it is compared with, is no whole number from 0 to less than a thousand million.
    public func c1(_ counts: [Double]) -> [Verdict?] { self.verdicts(counts, lag: 0) }

    /// Returns C2's verdicts: as C1's, with two days between.
    public func c2(_ counts: [Double]) -> [Verdict?] { self.verdicts(counts, lag: 2) }

    /// Returns C3's verdicts: what the last three days have above C2's mean by more than one deviation, together.
    ///
    /// - Throws: `invalid` with a minimum deviation of 0: after days without deaths there would be nothing to divide by.
    public func c3(_ counts: [Double]) throws(SurveillanceError) -> [Verdict?] {
        guard self.minimumDeviation > 0 else { throw SurveillanceError(.invalid, "C3 needs a minimum deviation above 0") }
        let moments = self.moments(counts, lag: 2)
        let excesses = counts.indices.map { day in
            Self.count(counts[day]) != nil ? moments[day].map { max(0, (counts[day] - $0.mean) / $0.deviation - 1) } : nil
        }
        return counts.indices.map { day in
            guard day >= 2, let moments = moments[day], let today = excesses[day], let one = excesses[day - 1], let two = excesses[day - 2]
            else { return nil }
            return Verdict(
                upperBound: moments.mean + moments.deviation * (1 + Self.lax - one - two), isAlarm: today + one + two >= Self.lax)
        }
    }

    private func verdicts(_ counts: [Double], lag: Int) -> [Verdict?] {
        zip(counts, self.moments(counts, lag: lag)).map { count, moments in
            guard Self.count(count) != nil, let moments else { return nil }
            let bound = moments.mean + Self.strict * moments.deviation
            return Verdict(upperBound: bound, isAlarm: count > bound)
        }
    }

    private static func count(_ number: Double) -> Int? {
        number >= 0 && number < 1e9 && number == number.rounded() ? Int(number) : nil
    }

    /// Returns, for each day, the mean and the deviation of the baseline that ends just before so many days before it. The sums run along with
    /// the days, of whole numbers, so that what is added and taken away again leaves nothing behind.
    private func moments(_ counts: [Double], lag: Int) -> [(mean: Double, deviation: Double)?] {
        var (sum, squares, strangers) = (0, Int128(0), 0)
        func add(_ number: Double, _ sign: Int) {
            guard let count = Self.count(number) else { return strangers += sign }
            sum += sign * count
            squares += Int128(sign) * Int128(count) * Int128(count)
        }
        let size = Int128(self.baseline)
        return counts.indices.map { day in
            let end = day - lag
            if end > 0 { add(counts[end - 1], 1) }
            if end > self.baseline { add(counts[end - 1 - self.baseline], -1) }
            guard end >= self.baseline, strangers == 0 else { return nil }
            let scatter = size * squares - Int128(sum) * Int128(sum)
            let deviation = sqrt(Double(scatter) / (Double(self.baseline) * Double(self.baseline - 1)))
            return (Double(sum) / Double(self.baseline), max(self.minimumDeviation, deviation))
        }
    }
}
