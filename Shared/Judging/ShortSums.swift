import Surveillance

/// Judges sums of one to six days, as long as a department that begins to declare has no seven: what is expected of them, and how far chance
/// takes them.
package enum ShortSums {
    /// The z-scores from which on a sum of few days is orange, and red.
    package struct Limits: Hashable, Sendable {
        package let orange: Double
        package let red: Double
    }

    /// Returns what some days in a row would bring of what seven would.
    ///
    /// A day's deaths share the effect of their week by ``NullDays``: with its memory ρ, n days of mean m each have a variance
    /// of n m (1 + (φ − 1) rₙ/r₇), where rₙ = Σᵢⱼ ρ^|i−j| / n. So one day alone is hardly more than Poisson.
    ///
    /// - Parameters:
    ///   - week: of the seven days that end with the same.
    ///   - factors: what each of the days brings by its day of the week, 1 on average over the seven.
    static func expectation(of factors: [Double], week: EuroMOMO.Expectation) -> EuroMOMO.Expectation {
        EuroMOMO.Expectation(
            mean: week.mean * factors.reduce(0, +) / 7, standardError: week.standardError,
            dispersion: 1 + max(0, week.dispersion - 1) * self.togetherness(factors.count) / self.togetherness(7))
    }

    /// Returns rₙ, by how much the deaths of n days vary together: Σᵢⱼ ρ^|i−j| / n.
    private static func togetherness(_ days: Int) -> Double {
        var (sum, power) = (Double(days), 1.0)
        for apart in 1..<max(2, days) {
            power *= NullDays.memory
            sum += 2 * Double(max(0, days - apart)) * power
        }
        return sum / Double(max(1, days))
    }

    /// Returns, as z, the counts that chance reaches on so few days as often as the budget's half for this family of detectors allows: by the
    /// negative binomial tail, with the error of the expectation as more overdispersion.
    static func limits(of expected: EuroMOMO.Expectation, budget: FalseAlarmBudget) -> Limits? {
        let spread = max(1, expected.dispersion + expected.mean * expected.standardError * expected.standardError)
        guard let counts = try? CountDistribution(mean: expected.mean, dispersion: spread) else { return nil }
        func limit(_ yearly: Double) -> Double? {
            (try? counts.quantile(1 - yearly / 365.25)).flatMap { expected.zScore(of: Double($0 + 1)) }
        }
        guard let orange = limit(budget.orangeRate), let red = limit(budget.redRate), orange > 0, red > 0 else { return nil }
        return Limits(orange: orange, red: red)
    }
}
