import Glibc

/// A distribution of counts with a mean and a variance of φ times it: Poisson for φ = 1, else negative binomial with size
/// μ/(φ − 1) and probability 1/φ.
public struct CountDistribution: Hashable, Sendable {
    /// The mean, μ.
    public let mean: Double
    /// The variance over the mean, φ, 1 or more.
    public let dispersion: Double
    /// The size of the negative binomial, μ/(φ − 1); `nil` for Poisson.
    private let size: Double?
    /// The a of Panjer's recursion: P(Y = n) is (a + b/n) times P(Y = n − 1) (Panjer, 1981, ASTIN Bulletin 12:22–6).
    private let a: Double
    /// The b of that recursion.
    private let b: Double

    /// Checks a mean and a dispersion.
    ///
    /// - Throws: `invalid` unless the mean is positive and below 10⁹, and the dispersion 1 or more and below 10⁶.
    public init(mean: Double, dispersion: Double) throws(SurveillanceError) {
        guard mean > 0, mean < 1e9, dispersion >= 1, dispersion < 1e6 else {
            throw SurveillanceError(
                .invalid,
                "a mean of \(mean) with a dispersion of \(dispersion): a positive mean below a thousand million and a dispersion from 1 to below a million are needed"
            )
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

    /// Returns P(Y = n).
    public func probability(of count: Int) -> Double {
        guard count >= 0 else { return 0 }
        let n = Double(count)
        guard let size else { return SaddlePoint.poisson(n, mean: self.mean) }
        guard count > 0 else { return exp(-size * log(self.dispersion)) }
        return size / (n + size) * SaddlePoint.binomial(size, of: n + size, probability: 1 / self.dispersion, complement: self.a)
    }

    /// Returns P(Y ≥ n).
    public func tail(from count: Int) -> Double {
        guard count > 0 else { return 1 }
        if self.isWide { return self.both(count - 1).above }
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

    /// Returns the smallest n with P(Y ≤ n) ≥ p.
    ///
    /// - Throws: `invalid` unless p is above 0 and below 1.
    public func quantile(_ p: Double) throws(SurveillanceError) -> Int {
        guard p > 0, p < 1 else { throw SurveillanceError(.invalid, "a probability between 0 and 1 is needed") }
        return self.count(reaching: p)
    }

    /// Counts by the thousand have much the same probability: they are not added one by one.
    private var isWide: Bool { self.deviation > 2_000 }

    /// Returns P(Y ≤ n) and P(Y > n), by the incomplete gamma and beta functions.
    private func both(_ count: Int) -> (within: Double, above: Double) {
        let n = Double(count)
        guard let size else {
            let (lower, upper) = IncompleteGamma.both(n + 1, self.mean)
            return (upper, lower)
        }
        // With p = 1/φ, q = 1 − p and r the size, P(Y ≤ n) = I_p(r, n + 1); pʳ qⁿ⁺¹ / B(r, n + 1) = (n + r) q P(Y = n).
        let factor = (n + size) * self.a * self.probability(of: count)
        if (size + n + 3) <= self.dispersion * (size + 1) {
            let within = IncompleteBeta.lower(size, n + 1, 1 / self.dispersion, factor: factor / size)
            return (within, 1 - within)
        }
        let above = IncompleteBeta.lower(n + 1, size, self.a, factor: factor / (n + 1))
        return (1 - above, above)
    }

    private func count(reaching p: Double) -> Int {
        // All that is left out has less than 10⁻²⁰ p: P(Y ≤ μ − x) ≤ exp(−x²/2φμ), as no cumulant is negative (Chernoff, 1952).
        var n = max(0, (self.mean - self.deviation * (2 * (46.1 - log(p))).squareRoot()).rounded(.down))
        let limit = self.mean + 60 * (1 + self.deviation + self.dispersion)
        if self.isWide { return self.count(reaching: p, from: n, through: limit) }
        var term = self.probability(of: Int(n))
        var sum = term
        while sum < p * (1 - 1e-13), n < limit {
            n += 1
            // Where it is too small for a number, there is nothing to go on from.
            term = term > 0 ? term * (self.a + self.b / n) : self.probability(of: Int(n))
            sum += term
        }
        return Int(n)
    }

    /// Finds the count by halving, between one that does not reach p unless it is 0 and one that does.
    private func count(reaching p: Double, from first: Double, through last: Double) -> Int {
        func reaches(_ count: Int) -> Bool {
            let (within, above) = self.both(count)
            // By the smaller of both, which has its digits.
            return p > 0.5 ? above <= (1 - p) * (1 + 1e-12) : within >= p * (1 - 1e-13)
        }
        var (low, high) = (Int(first), Int(last.rounded(.up)))
        if reaches(low) { return low }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if reaches(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// P(Y ≥ N) for a count of which some is still to come: Σ_m P(M = m) P(Y ≥ n + m) (statistics.md 4.6).
    ///
    /// - Parameters:
    ///   - known: n, what is known so far.
    ///   - coming: of M, what is to come; `nil` where nothing is.
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

    /// Returns P(Y = n) from P(Y = n + 1), where that is known and above 0.
    private func probability(of count: Int, above: Double) -> Double {
        guard above > 1e-290 else { return self.probability(of: count) }
        let n = Double(count + 1)
        return above * n / (self.a * n + self.b)
    }

    /// Returns P(Y ≤ n).
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
