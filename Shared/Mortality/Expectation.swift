/// What an ordinary season would bring in the days that are judged, and how far the count lies from it.
public struct Expectation: Hashable, Sendable {
    /// Expected deaths of those days, for the people whose communes the count is of.
    public let expected: Double
    /// The lower bound, below which the count is low.
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
