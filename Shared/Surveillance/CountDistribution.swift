import Glibc

/// A distribution of counts with a mean and a variance of φ times it: Poisson for φ = 1, else negative binomial with size
/// μ/(φ − 1) and probability 1/φ.
public struct CountDistribution: Hashable, Sendable {
    /// μ.
    public let mean: Double
    /// φ, 1 or more.
    public let dispersion: Double
    /// Nothing for Poisson.
    private let size: Double?
    /// P(Y = n) is (a + b/n) times P(Y = n − 1) (Panjer, 1981, ASTIN Bulletin 12:22–6).
    private let a: Double
    private let b: Double

    /// - Throws: `invalid` unless the mean is positive, and the dispersion 1 or more.
    public init(mean: Double, dispersion: Double) throws(SurveillanceError) {
        guard mean > 0, mean < 1e9, dispersion >= 1, dispersion < 1e6 else {
            throw SurveillanceError(.invalid, "a positive mean and a dispersion of 1 or more are needed")
        }
        self.mean = mean
        self.dispersion = dispersion
        if dispersion - 1 < 1e-9 {
            self.size = nil
            self.a = 0
            self.b = mean
        } else {
            let size = mean / (dispersion - 1)
            self.size = size
            self.a = (dispersion - 1) / dispersion
            self.b = (size - 1) * self.a
        }
    }

    /// The square root of the variance.
    public var deviation: Double { (self.mean * self.dispersion).squareRoot() }

    /// P(Y = n).
    public func probability(of count: Int) -> Double {
        guard count >= 0 else { return 0 }
        let n = Double(count)
        guard let size else { return SaddlePoint.poisson(n, mean: self.mean) }
        guard count > 0 else { return exp(-size * log(self.dispersion)) }
        return size / (n + size) * SaddlePoint.binomial(size, of: n + size, probability: 1 / self.dispersion, complement: self.a)
    }

    /// P(Y ≥ n).
    public func tail(from count: Int) -> Double {
        guard count > 0 else { return 1 }
        // The shorter of both sums, so that small tails keep their digits.
        if Double(count) <= self.mean { return min(1, max(0, 1 - self.sum(downFrom: count - 1))) }
        var (sum, n) = (0.0, Double(count))
        var term = self.probability(of: count)
        while term > sum * 1e-16 {
            sum += term
            n += 1
            term *= self.a + self.b / n
        }
        return min(1, sum)
    }

    /// The smallest n with P(Y ≤ n) ≥ p.
    ///
    /// - Throws: `invalid` unless p is above 0 and below 1.
    public func quantile(_ p: Double) throws(SurveillanceError) -> Int {
        guard p > 0, p < 1 else { throw SurveillanceError(.invalid, "a probability between 0 and 1 is needed") }
        return self.count(reaching: p)
    }

    private func count(reaching p: Double) -> Int {
        // All that is left out has less than 10⁻²⁰ p: P(Y ≤ μ − x) ≤ exp(−x²/2φμ), as no cumulant is negative (Chernoff, 1952).
        var n = max(0, (self.mean - self.deviation * (2 * (46.1 - log(p))).squareRoot()).rounded(.down))
        var term = self.probability(of: Int(n))
        var sum = term
        let limit = self.mean + 60 * (1 + self.deviation + self.dispersion)
        while sum < p * (1 - 1e-13), n < limit {
            n += 1
            // Where it is too small for a number, there is nothing to go on from.
            term = term > 0 ? term * (self.a + self.b / n) : self.probability(of: Int(n))
            sum += term
        }
        return Int(n)
    }

    /// P(Y > n) + P(Y = n)/2: on average a half where nothing goes on, also where counts are small (Lancaster, 1961, Journal
    /// of the American Statistical Association 56:223–34). For display; false discovery rates take P(Y ≥ n).
    public func midPValue(of count: Int) -> Double {
        min(1, max(0, self.tail(from: count) - self.probability(of: count) / 2))
    }

    /// P(Y ≥ N) for a count of which some is still to come: Σ_m P(M = m) P(Y ≥ n + m) (statistics.md 4.6).
    ///
    /// - Parameters:
    ///   - known: n, what is known so far.
    ///   - coming: of M, what is to come; nothing where nothing is.
    public func tail(known: Int, coming: CountDistribution?) -> Double {
        let known = min(max(0, known), 1_000_000_000_000)
        guard let coming else { return self.tail(from: known) }
        // What is left out is 10⁻¹⁵ of what the last term has, at most.
        let most = coming.count(reaching: 1 - 1e-15)
        var (chance, here) = (0.0, 0.0)
        var tail = self.tail(from: known + most + 1)
        var sum = 0.0
        // From above, so that tails are sums and keep their digits.
        for m in stride(from: most, through: 0, by: -1) {
            chance = coming.probability(of: m, above: chance)
            here = self.probability(of: known + m, above: here)
            tail = min(1, tail + here)
            sum += chance * tail
        }
        return min(1, sum)
    }

    /// P(Y = n) from P(Y = n + 1), where that is known and above 0.
    private func probability(of count: Int, above: Double) -> Double {
        guard above > 1e-290 else { return self.probability(of: count) }
        let n = Double(count + 1)
        return above * n / (self.a * n + self.b)
    }

    /// P(Y ≤ n).
    private func sum(downFrom count: Int) -> Double {
        var n = Double(count)
        var term = self.probability(of: count)
        var sum = term
        // Terms fall on this side of the mode, which may be 0.
        let mode = self.size.map { ($0 - 1) * (self.dispersion - 1) } ?? self.mean
        while n > 0, term > sum * 1e-17 || n >= mode {
            term *= n / (self.a * n + self.b)
            sum += term
            n -= 1
        }
        return sum
    }
}
