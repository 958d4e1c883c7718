/// What was to be expected of seven days, and how far the count lies from it.
public struct Expectation: Hashable, Sendable {
    /// Expected deaths of the seven days, for the share of the population that reported.
    public let expected: Double
    /// Bounds within which the count is unremarkable.
    public let lower: Double
    /// The upper bound, above which the count is high.
    public let upper: Double
    /// Distance of the count from what was expected, in standard deviations.
    public let zScore: Double
    /// Overdispersion of the baseline, at least 1.
    public let phi: Double

    /// Makes an expectation; nothing is checked.
    public init(expected: Double, lower: Double, upper: Double, zScore: Double, phi: Double) {
        self.expected = expected
        self.lower = lower
        self.upper = upper
        self.zScore = zScore
        self.phi = phi
    }
}
