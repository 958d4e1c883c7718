/// Ratios of small areas drawn towards their mean, the more so the less is expected of an area (Marshall, 1991).
public enum EmpiricalBayes {
    /// Draws ratios towards the mean of all: θ_i = m + (x_i − m) A / (A + m/E_i).
    ///
    /// - Parameters:
    ///   - counts: y, not negative.
    ///   - expected: E, positive.
    /// - Throws: `invalid` for other numbers or different lengths.
    public static func global(_ counts: [Double], expected: [Double]) throws(SurveillanceError) -> [Double] {
        let prior = try RatioPrior(counts, expected: expected)
        return counts.indices.map {
            self.shrunk(counts[$0] / expected[$0], towards: prior.mean, between: prior.between, expected: expected[$0])
        }
    }

    /// Returns P(θ_i > ratio): how probable it is that an area has more than that ratio of its expected deaths (statistics.md 4.5).
    ///
    /// - Parameters:
    ///   - counts: y, not negative.
    ///   - expected: E, positive.
    ///   - ratio: what is held to be an excess.
    /// - Throws: `invalid` for other numbers or different lengths.
    public static func exceedances(
        _ counts: [Double], expected: [Double], over ratio: Double = RatioPosterior.excess
    ) throws(SurveillanceError) -> [Double] {
        guard ratio >= 0, ratio.isFinite else { throw SurveillanceError(.invalid, "a ratio of 0 or more is needed") }
        let prior = try RatioPrior(counts, expected: expected)
        var exceedances: [Double] = []
        for (count, mean) in zip(counts, expected) {
            exceedances.append(try prior.posterior(of: count, expected: mean).exceedance(of: ratio))
        }
        return exceedances
    }

    /// Draws ratios towards the mean of an area and its neighbours.
    ///
    /// - Parameter neighbours: of each area, the places of its neighbours, without itself.
    /// - Throws: `invalid` for other numbers, different lengths, or a neighbour that is not there.
    public static func local(_ counts: [Double], expected: [Double], neighbours: [[Int]]) throws(SurveillanceError) -> [Double] {
        try self.check(counts, expected)
        guard neighbours.count == counts.count, neighbours.allSatisfy({ $0.allSatisfy(counts.indices.contains) }) else {
            throw SurveillanceError(.invalid, "each area needs its neighbours, by their places")
        }
        let circles = counts.indices.map { [$0] + neighbours[$0] }
        let means = circles.map { self.mean(counts, expected, $0) }
        return counts.indices.map { area in
            let circle = circles[area]
            let spread = self.spread(counts, expected, circle) { means[$0] }
            let average = circle.reduce(0) { $0 + expected[$1] } / Double(circle.count)
            let between = max(0, spread - means[area] / average)
            return self.shrunk(counts[area] / expected[area], towards: means[area], between: between, expected: expected[area])
        }
    }

    private static func shrunk(_ ratio: Double, towards mean: Double, between: Double, expected: Double) -> Double {
        let within = mean / expected
        // Nobody died and nothing differs: there is nothing to shrink.
        guard between + within > 0 else { return 0 }
        return mean + (ratio - mean) * between / (between + within)
    }

    private static func mean(_ counts: [Double], _ expected: [Double], _ areas: [Int]) -> Double {
        areas.reduce(0) { $0 + counts[$1] } / areas.reduce(0) { $0 + expected[$1] }
    }

    private static func spread(_ counts: [Double], _ expected: [Double], _ areas: [Int], around mean: (Int) -> Double) -> Double {
        let squares = areas.reduce(0.0) { sum, area in
            let distance = counts[area] / expected[area] - mean(area)
            return sum + expected[area] * distance * distance
        }
        return squares / areas.reduce(0) { $0 + expected[$1] }
    }

    static func check(_ counts: [Double], _ expected: [Double]) throws(SurveillanceError) {
        guard !counts.isEmpty, counts.count == expected.count, counts.allSatisfy({ $0 >= 0 && $0 < 1e12 }),
            expected.allSatisfy({ $0 > 1e-100 && $0 < 1e12 })
        else { throw SurveillanceError(.invalid, "as many counts as positive expectations are needed") }
    }
}
