import Glibc

/// Estimates φ: how much the delay itself varies from night to night, as the size of a negative binomial. With a small one the delay cannot be
/// relied upon; a large one leaves the chance of each death alone.
enum DelayDispersion {
    /// The φ that is assumed where nothing is known: a relative variance of 1/4. The departments of 2020 and 2021 had 0.1 after 7 to 10 days,
    /// 0.25 after 11 to 13, 0.8 after 17 to 27 (by maximum likelihood, all departments together).
    static let usual = 4.0
    /// How far from that, or from a wider stratum's, a φ is believed to lie: the standard deviation of its logarithm.
    static let doubt = 1.0
    /// The range in which ln φ is sought.
    private static let range = -3.0...9.0

    /// Returns the likeliest φ: the maximum of the likelihood of what came, NB with mean (N + 1)(1 − q)/(q + 1/level) and size 1 / (1/(N + 1)
    /// + 1/φ), times a log-normal prior.
    ///
    /// - Parameter centre: the prior's median.
    static func likeliest(_ pairs: [DelayErrors.Pair], centre: Double) -> Double {
        let useful = pairs.filter { $0.share < 1 - 1e-9 }
        guard !useful.isEmpty else { return centre }
        let middle = min(self.range.upperBound, max(self.range.lowerBound, log(centre)))
        func score(_ logarithm: Double) -> Double {
            let distance = (logarithm - middle) / self.doubt
            let relative = exp(-logarithm)
            return useful.reduce(-distance * distance / 2) { $0 + self.likelihood($1, relativeVariance: relative) }
        }
        return exp(self.maximum(of: score))
    }

    private static func likelihood(_ pair: DelayErrors.Pair, relativeVariance: Double) -> Double {
        let mean = (pair.known + 1) * (1 - pair.share) / (pair.share + 1 / pair.level)
        let size = 1 / (1 / (pair.known + 1) + relativeVariance)
        let likelihood =
            lgamma(pair.came + size) - lgamma(size) - lgamma(pair.came + 1) - size * log1p(mean / size)
            + pair.came * log(mean / (size + mean))
        return likelihood.isFinite ? likelihood : -1e6
    }

    /// Finds the maximum by golden section: each step keeps 0.618 of the range, and 24 steps leave 10⁻⁴ of it.
    private static func maximum(of score: (Double) -> Double) -> Double {
        let golden = (sqrt(5) - 1) / 2
        var (low, high) = (self.range.lowerBound, self.range.upperBound)
        var (left, right) = (high - golden * (high - low), low + golden * (high - low))
        var (atLeft, atRight) = (score(left), score(right))
        for _ in 0..<24 {
            if atLeft < atRight {
                (low, left, atLeft) = (left, right, atRight)
                right = low + golden * (high - low)
                atRight = score(right)
            } else {
                (high, right, atRight) = (right, left, atLeft)
                left = high - golden * (high - low)
                atLeft = score(left)
            }
        }
        return (low + high) / 2
    }
}
