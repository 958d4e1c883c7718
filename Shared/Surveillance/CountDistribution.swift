import Glibc

/// A distribution of counts with a mean and a variance of φ times it: Poisson for φ = 1, else negative binomial with size
/// μ/(φ − 1) and probability 1/φ.
public struct CountDistribution: Sendable {
    public let mean: Double
    public let dispersion: Double

    /// - Throws: `invalid` unless the mean is positive, and the dispersion 1 or more.
    public init(mean: Double, dispersion: Double) throws(SurveillanceError) {
        guard mean > 0, mean < 1e9, dispersion >= 1, dispersion < 1e6 else {
            throw SurveillanceError(.invalid, "a positive mean and a dispersion of 1 or more are needed")
        }
        self.mean = mean
        self.dispersion = dispersion
    }

    /// P(Y = n).
    public func probability(of count: Int) -> Double {
        guard count >= 0 else { return 0 }
        let n = Double(count)
        if self.dispersion - 1 < 1e-9 { return exp(n * log(self.mean) - self.mean - lgamma(n + 1)) }
        let size = self.mean / (self.dispersion - 1)
        return exp(
            lgamma(n + size) - lgamma(size) - lgamma(n + 1) - size * log(self.dispersion) + n * log1p(-1 / self.dispersion))
    }

    /// P(Y ≥ n).
    public func tail(from count: Int) -> Double {
        guard count > 0 else { return 1 }
        // The shorter of both sums, so that small tails keep their digits.
        if Double(count) <= self.mean {
            return min(1, max(0, 1 - (0..<count).reduce(0) { $0 + self.probability(of: $1) }))
        }
        var (sum, n) = (0.0, count)
        while true {
            let term = self.probability(of: n)
            sum += term
            if term <= sum * 1e-15 || term == 0 { return min(1, sum) }
            n += 1
        }
    }

    /// The smallest n with P(Y ≤ n) ≥ p.
    ///
    /// - Throws: `invalid` unless p is above 0 and below 1.
    public func quantile(_ p: Double) throws(SurveillanceError) -> Int {
        guard p > 0, p < 1 else { throw SurveillanceError(.invalid, "a probability between 0 and 1 is needed") }
        var (sum, n) = (self.probability(of: 0), 0)
        let limit = Int(self.mean + 60 * (1 + (self.mean * self.dispersion).squareRoot() + self.dispersion))
        while sum < p * (1 - 1e-13), n < limit {
            n += 1
            sum += self.probability(of: n)
        }
        return n
    }
}
