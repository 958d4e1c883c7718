/// What is known of the ratio θ of an area, which has θE deaths on average.
public struct RatioPosterior: Hashable, Sendable {
    /// The classes of excess that a map shows.
    public enum Excess: String, Hashable, Sendable {
        case unremarkable
        /// P(θ > 1.25) is above 0.8.
        case probable
        /// P(θ > 1.25) is above 0.95.
        case strong
    }

    /// The ratio above which an area has an excess.
    public static let excess = 1.25

    private let prior: RatioPrior
    private let count: Double
    private let expected: Double

    init(prior: RatioPrior, count: Double, expected: Double) {
        self.prior = prior
        self.count = count
        self.expected = expected
    }

    /// The mean of the ratio, (a + y)/(b + E): the same as Marshall's m + (x − m) A/(A + m/E).
    public var mean: Double {
        let (m, between) = (self.prior.mean, self.prior.between)
        let whole = m + between * self.expected
        return whole > 0 ? (m * m + between * self.count) / whole : 0
    }

    /// Returns π = P(θ > limit). Where areas do not differ above chance, A = 0, every θ is m, and this is 0 or 1.
    public func exceedance(of limit: Double = RatioPosterior.excess) -> Double {
        guard limit >= 0, limit.isFinite else { return limit < 0 ? 1 : 0 }
        let (m, between) = (self.prior.mean, self.prior.between)
        let (a, b) = (m * m / between, m / between)
        // A may be so near to 0 that nothing is left of it.
        guard between > 0, a.isFinite, b.isFinite else { return m > limit ? 1 : 0 }
        return IncompleteGamma.upper(a + self.count, (b + self.expected) * limit)
    }

    /// The class of excess by its probability: strong above 0.95, probable above 0.8 (statistics.md 4.5).
    public var excess: Excess {
        let probability = self.exceedance()
        return probability > 0.95 ? .strong : probability > 0.8 ? .probable : .unremarkable
    }
}
