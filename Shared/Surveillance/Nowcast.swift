/// What a count that is not complete will become: what is known of it, and a negative binomial number that is still coming.
public struct Nowcast: Hashable, Sendable {
    /// How many deaths are known.
    public let known: Double
    /// How many deaths are expected to come still.
    public let mean: Double
    /// The variance of ``mean``, the number of what is still coming.
    public let variance: Double

    /// What the count is expected to become.
    public var total: Double { self.known + self.mean }

    /// Checks the numbers.
    ///
    /// - Throws: `invalid` for numbers that are negative or not finite.
    public init(known: Double, mean: Double, variance: Double) throws(SurveillanceError) {
        guard known >= 0, mean >= 0, variance >= 0, known < 1e15, mean < 1e15, variance < 1e30 else {
            throw SurveillanceError(.invalid, "a nowcast takes numbers that are finite and not negative")
        }
        self.known = known
        self.mean = mean
        self.variance = variance
    }

    /// Returns a band that holds what the count will become with a probability as near the level as whole deaths allow: the likeliest counts
    /// in a row, added one by one from the likeliest on as long as that comes nearer to the level.
    ///
    /// Counts are whole and often small, so no band has the level exactly. Tails cut at (1 − level)/2 on either side would hold
    /// too much: 97 % instead of 90 on the departments of 2020–21, since nothing lies below zero.
    ///
    /// - Parameter level: 0.5 or 0.9, for instance. A band of a higher level holds that of a lower one.
    /// - Throws: `invalid` for a level that is not between 0 and 1, and for a standard deviation of 100,000 deaths.
    public func interval(level: Double) throws(SurveillanceError) -> ClosedRange<Double> {
        guard level > 0, level < 1 else { throw SurveillanceError(.invalid, "a level between 0 and 1 is needed") }
        guard self.mean > 1e-12 else { return self.known...self.known }
        guard self.variance < 1e10 else { throw SurveillanceError(.invalid, "a band of more deaths than a nation has") }
        let dispersion = max(1, self.variance / self.mean)
        let counts = try CountDistribution(mean: self.mean, dispersion: dispersion)
        func probability(_ count: Int) -> Double {
            let probability = counts.probability(of: count)
            return probability.isFinite ? probability : 0
        }
        var (low, high) = (max(0, Int(self.mean - (dispersion - 1))), max(0, Int(self.mean - (dispersion - 1))))
        var held = probability(low)
        var (below, above) = (probability(low - 1), probability(high + 1))
        while max(below, above) > 1e-15, held + max(below, above) / 2 < level {
            if below > above {
                held += below
                low -= 1
                below = probability(low - 1)
            } else {
                held += above
                high += 1
                above = probability(high + 1)
            }
        }
        return (self.known + Double(low))...(self.known + Double(high))
    }
}
