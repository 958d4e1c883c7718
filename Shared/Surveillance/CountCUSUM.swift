import Glibc

/// Cumulative sums of likelihood ratios, for counts that rise slowly above what is expected of each day (Höhle and Paul,
/// 2008). A sum begins anew after its alarm.
public enum CountCUSUM {
    /// What was found on a day.
    public struct Point: Hashable, Sendable {
        /// The sum before it begins anew.
        public let value: Double
        /// Whether it is above the threshold.
        public let isAlarm: Bool
    }

    /// Against a rise by the factor e^κ, by half unless said otherwise: S_t = max(0, S_{t−1} + κ y_t + (1 − e^κ) μ_t), an alarm
    /// above c. With a dispersion α > 0, Var = μ + α μ²: the step is κ y + (y + 1/α) ln((1 + α μ)/(1 + α μ e^κ)).
    ///
    /// - Throws: `invalid` for series of different length, or numbers out of their domain.
    public static func likelihoodRatio(
        _ counts: [Double], expected: [Double], rise kappa: Double = 0.405465108108164382, dispersion alpha: Double = 0, threshold: Double
    ) throws(SurveillanceError) -> [Point] {
        try self.check(counts, expected, threshold)
        guard kappa > 0, kappa < 10, alpha >= 0, alpha < 1e9 else {
            throw SurveillanceError(.invalid, "a rise between 0 and 10 and a dispersion of 0 or more are needed")
        }
        let factor = exp(kappa)
        var sum = 0.0
        return zip(counts, expected).map { count, mean in
            let step =
                alpha < 1e-12
                ? kappa * count + (1 - factor) * mean
                : kappa * count + (count + 1 / alpha) * log((1 + alpha * mean) / (1 + alpha * mean * factor))
            sum = max(0, sum + step)
            let point = Point(value: sum, isAlarm: sum > threshold)
            if point.isAlarm { sum = 0 }
            return point
        }
    }

    /// Against a rise by any factor that began on any day: G_n = max_k [κ̂ Σy + (1 − e^κ̂) Σμ] with κ̂ = max(0, ln(Σy/Σμ)),
    /// an alarm from c on.
    ///
    /// - Parameter window: how many days back a rise may have begun; `nil` for any number since the last alarm.
    /// - Throws: `invalid` for series of different length, or numbers out of their domain.
    public static func generalizedLikelihoodRatio(
        _ counts: [Double], expected: [Double], threshold: Double = 5, window: Int? = 28
    ) throws(SurveillanceError) -> [Point] {
        try self.check(counts, expected, threshold)
        guard window.map({ $0 > 0 }) ?? true else { throw SurveillanceError(.invalid, "a window of at least one day is needed") }
        guard let window, window < counts.count else { return self.sinceTheLastAlarm(counts, expected, threshold) }
        guard Double(window) * Double(counts.count) <= self.mostSums else {
            throw SurveillanceError(
                .invalid, "\(counts.count) days by a window of \(window) are more than two thousand million sums: a shorter window is needed, or none")
        }
        var begin = 0
        return counts.indices.map { day in
            var best = 0.0
            var (observed, awaited) = (0.0, 0.0)
            for start in stride(from: day, through: max(begin, day - window + 1), by: -1) {
                observed += counts[start]
                awaited += expected[start]
                best = max(best, self.ratio(observed, awaited, above: best))
            }
            let point = Point(value: best, isAlarm: best >= threshold)
            if point.isAlarm { begin = day + 1 }
            return point
        }
    }

    /// How many terms are summed for one series at most.
    private static let mostSums = 2e9

    /// The likelihood ratio of a rise; 0 for none, or where it could not be more than a limit: by ln r ≤ r − 1 it is
    /// (y − μ)²/μ at most, and most rises take no logarithm.
    @inline(__always)
    private static func ratio(_ observed: Double, _ awaited: Double, above limit: Double) -> Double {
        let excess = observed - awaited
        guard excess > 0, excess * excess * 1.000_001 > limit * awaited else { return 0 }
        return (log(observed) - log(awaited)) * observed + awaited - observed
    }

    /// Any day since the last alarm may be the first of the rise: of the running sums of deaths and expectations, only those on
    /// their lower convex hull can be where the most surprising rise began, since its ratio is a convex function of both, and
    /// of these only those before a slope above 1 (functional pruning; Romano, Eckley, Fearnhead and Rigaill, 2023, Journal
    /// of Machine Learning Research 24:81).
    private static func sinceTheLastAlarm(_ counts: [Double], _ expected: [Double], _ threshold: Double) -> [Point] {
        var (observed, awaited) = (0.0, 0.0)
        var hull: [(observed: Double, awaited: Double)] = [(0, 0)]
        var first = 0
        return zip(counts, expected).map { count, mean in
            observed += count
            awaited += mean
            var best = 0.0
            for begin in hull[first...] {
                best = max(best, self.ratio(observed - begin.observed, awaited - begin.awaited, above: best))
            }
            let point = Point(value: best, isAlarm: best >= threshold)
            if point.isAlarm {
                (observed, awaited, hull, first) = (0, 0, [(0, 0)], 0)
                return point
            }
            while hull.count > first + 1 {
                let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
                guard (b.observed - a.observed) * (awaited - a.awaited) >= (observed - a.observed) * (b.awaited - a.awaited) else { break }
                hull.removeLast()
            }
            hull.append((observed, awaited))
            // A beginning before days that had no more than they expect is worse than the one after them, now and ever.
            while hull.count > first + 1, hull[first + 1].observed - hull[first].observed <= hull[first + 1].awaited - hull[first].awaited {
                first += 1
            }
            if first > 1_000 {
                hull.removeFirst(first)
                first = 0
            }
            return point
        }
    }

    private static func check(_ counts: [Double], _ expected: [Double], _ threshold: Double) throws(SurveillanceError) {
        guard counts.count == expected.count, counts.allSatisfy({ $0 >= 0 && $0 < 1e9 }),
            expected.allSatisfy({ $0 > 0 && $0 < 1e9 }), threshold > 0, threshold.isFinite
        else { throw SurveillanceError(.invalid, "as many counts as positive expectations and a positive threshold are needed") }
    }
}
