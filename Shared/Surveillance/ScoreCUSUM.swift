import Glibc

/// A cumulative sum of z-scores, for rises too slow for any single week: C_t = max(0, C_{t−1} + z_t − k), flagged from h on.
public struct ScoreCUSUM: Sendable {
    /// The allowance k, which is let pass each time.
    public let allowance: Double
    /// The threshold h, from which on the sum is flagged.
    public let threshold: Double

    /// Checks the parameters.
    ///
    /// - Parameters:
    ///   - allowance: k, not negative.
    ///   - runLength: the mean time between false flags, above 0; from it follows
    ///     h = ((ARL₀+4)/(ARL₀+2)) ln(ARL₀/2+1) − 1.16666.
    /// - Throws: `invalid` for other numbers.
    public init(allowance: Double = 0.25, runLength: Double = 20) throws(SurveillanceError) {
        let threshold = (runLength + 4) / (runLength + 2) * log(runLength / 2 + 1) - 1.16666
        guard allowance >= 0, allowance.isFinite, runLength > 0, threshold > 0, threshold.isFinite else {
            throw SurveillanceError(.invalid, "an allowance of 0 or more and a run length that gives a positive threshold are needed")
        }
        self.allowance = allowance
        self.threshold = threshold
    }

    /// Returns the sum after each score.
    ///
    /// - Throws: `invalid` for a score that is not finite.
    public func sums(of scores: [Double]) throws(SurveillanceError) -> [Double] {
        guard scores.allSatisfy(\.isFinite) else { throw SurveillanceError(.invalid, "scores must be finite") }
        var sum = 0.0
        return scores.map { score in
            sum = max(0, sum + score - self.allowance)
            return sum
        }
    }
}
