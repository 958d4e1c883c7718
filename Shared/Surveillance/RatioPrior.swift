/// How the ratios of areas, of deaths to expected ones, differ between areas: a gamma distribution with the mean and the
/// variance that Marshall (1991, Applied Statistics 40:283–94) estimates from all of them.
public struct RatioPrior: Hashable, Sendable {
    /// The mean of the ratios, m = Σy/ΣE.
    public let mean: Double
    /// The variance of the ratios, A = max(0, ΣE(x − m)²/ΣE − m/Ē), with x = y/E: what areas differ by above chance; 0 where chance explains
    /// it all.
    public let between: Double

    /// Estimates the prior from the counts of all areas.
    ///
    /// - Parameters:
    ///   - counts: y, not negative.
    ///   - expected: E, positive.
    /// - Throws: `invalid` for other numbers or different lengths.
    public init(_ counts: [Double], expected: [Double]) throws(SurveillanceError) {
        try EmpiricalBayes.check(counts, expected)
        let all = expected.reduce(0, +)
        let mean = counts.reduce(0, +) / all
        let squares = zip(counts, expected).reduce(0.0) { sum, area in
            let distance = area.0 / area.1 - mean
            return sum + area.1 * distance * distance
        }
        try self.init(mean: mean, between: max(0, squares / all - mean / (all / Double(counts.count))))
    }

    /// Takes a mean and a variance.
    ///
    /// - Throws: `invalid` for a negative or infinite number.
    public init(mean: Double, between: Double) throws(SurveillanceError) {
        guard mean >= 0, between >= 0, mean < 1e100, between < 1e200 else {
            throw SurveillanceError(.invalid, "a mean ratio and a variance of 0 or more are needed")
        }
        self.mean = mean
        self.between = between
    }

    /// Returns what an area's own count says of its ratio: Gamma(a + y, b + E) with a = m²/A and b = m/A (Clayton and Kaldor, 1987, Biometrics
    /// 43:671–81).
    ///
    /// - Throws: `invalid` for a negative count, or an expectation that is not positive.
    public func posterior(of count: Double, expected: Double) throws(SurveillanceError) -> RatioPosterior {
        guard count >= 0, count < 1e12, expected > 1e-100, expected < 1e12 else {
            throw SurveillanceError(.invalid, "a count of 0 or more and a positive expectation are needed")
        }
        return RatioPosterior(prior: self, count: count, expected: expected)
    }
}
