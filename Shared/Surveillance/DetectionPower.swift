/// What a detector can find: how much more deaths there must be for an alarm with some certainty (statistics.md 4.8). To be
/// published beside what was found, so that nobody takes silence of a small place for safety.
public struct DetectionPower: Hashable, Sendable {
    /// How probable an alarm is at most where nothing goes on.
    public let alpha: Double
    /// How probable an alarm has to be.
    public let power: Double

    /// Checks both probabilities.
    ///
    /// - Parameters:
    ///   - alpha: how probable an alarm is where nothing goes on, at most.
    ///   - power: how probable it has to be where something does.
    /// - Throws: `invalid` unless both are between 0 and 1.
    public init(alpha: Double = 0.005, power: Double = 0.8) throws(SurveillanceError) {
        guard alpha > 0, alpha < 1, power > 0, power < 1 else {
            throw SurveillanceError(.invalid, "a level and a power between 0 and 1 are needed")
        }
        self.alpha = alpha
        self.power = power
    }

    /// Returns how probable an alarm is when there are so many times more deaths: P(Y > U) with the mean ratio · μ and the same φ, U the
    /// quantile of 1 − α with the mean μ.
    ///
    /// - Throws: `invalid` for a mean or a ratio that is not positive, or a dispersion below 1.
    public func power(toDetect ratio: Double, mean: Double, dispersion: Double = 1) throws(SurveillanceError) -> Double {
        let bound = try CountDistribution(mean: mean, dispersion: dispersion).quantile(1 - self.alpha)
        return try CountDistribution(mean: mean * ratio, dispersion: dispersion).tail(from: bound + 1)
    }

    /// Returns the least ratio that is detected with the power asked for, 1 at least.
    ///
    /// - Parameters:
    ///   - mean: μ, what is expected of a week.
    ///   - dispersion: φ; 1 for Poisson.
    /// - Throws: `invalid` for a mean that is not positive, or a dispersion below 1, or such that no week has.
    public func detectableRatio(mean: Double, dispersion: Double = 1) throws(SurveillanceError) -> Double {
        guard mean < 1e7, dispersion < 1e4 else {
            throw SurveillanceError(.invalid, "a mean below ten millions and a dispersion below ten thousand are needed")
        }
        let bound = try CountDistribution(mean: mean, dispersion: dispersion).quantile(1 - self.alpha)
        func isDetected(_ mean: Double) throws(SurveillanceError) -> Bool {
            try CountDistribution(mean: mean, dispersion: dispersion).tail(from: bound + 1) >= self.power
        }
        var (low, high) = (mean, mean)
        while try !isDetected(high) {
            low = high
            high = 2 * high + 1
        }
        while high - low > 1e-9 * high {
            let middle = (low + high) / 2
            if try isDetected(middle) { high = middle } else { low = middle }
        }
        return high / mean
    }
}
