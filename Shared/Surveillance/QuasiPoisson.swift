import Glibc

/// A quasi-Poisson regression with log link, fitted by iteratively reweighted least squares (McCullagh and Nelder,
/// Generalized Linear Models, 2nd ed., section 2.5 and chapter 9).
public struct QuasiPoisson: Sendable {
    /// On the scale of the linear predictor.
    public let coefficients: [Double]
    /// φ: the Pearson statistic over its degrees of freedom, at least 1.
    public let dispersion: Double
    private let information: Cholesky

    /// Fits a model.
    ///
    /// - Parameters:
    ///   - design: A row of regressors an observation, all of the same length.
    ///   - counts: An observation a row, not negative.
    ///   - weights: What each observation counts for, positive; nothing for all the same.
    /// - Throws: `shortHistory` with no more observations than coefficients; `singular`, `noConvergence`; `invalid` for
    ///   rows of different lengths or a negative or infinite number.
    public init(design: [[Double]], counts: [Double], weights: [Double]? = nil) throws(SurveillanceError) {
        let weights = weights ?? [Double](repeating: 1, count: counts.count)
        let size = design.first?.count ?? 0
        guard size > 0, design.count == counts.count, design.allSatisfy({ $0.count == size }),
            weights.count == counts.count, weights.allSatisfy({ $0 > 0 && $0.isFinite }),
            counts.allSatisfy({ $0 >= 0 && $0.isFinite }), design.allSatisfy({ $0.allSatisfy(\.isFinite) })
        else { throw SurveillanceError(.invalid, "a design of equal rows and as many counts, none negative, are needed") }
        guard counts.count > size else {
            throw SurveillanceError(.shortHistory, "\(counts.count) observations cannot determine \(size) coefficients and a dispersion")
        }
        let mean = counts.reduce(0, +) / Double(counts.count)
        guard mean > 0 else { throw SurveillanceError(.singular, "all counts are zero") }

        var predictors = counts.map { log(max($0, 0.1 * mean)) }
        var coefficients = [Double](repeating: 0, count: size)
        var deviance = Double.infinity
        for _ in 0..<50 {
            let means = predictors.map(exp)
            let working = zip(zip(predictors, means), counts).map { $0.0 + ($1 - $0.1) / $0.1 }
            let (matrix, right) = Self.normalEquations(design, weights: zip(means, weights).map(*), working: working)
            coefficients = try Cholesky(matrix, size: size).solve(right)
            predictors = design.map { row in min(max(zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 }, -30), 30) }
            let next = Self.deviance(counts, predictors.map(exp), weights)
            guard next.isFinite else { throw SurveillanceError(.noConvergence, "the deviance is not finite") }
            if abs(next - deviance) < 1e-10 * (abs(next) + 0.1) {
                let means = predictors.map(exp)
                let pearson = zip(zip(counts, means), weights).reduce(0) { sum, one in
                    sum + one.1 * (one.0.0 - one.0.1) * (one.0.0 - one.0.1) / one.0.1
                }
                self.coefficients = coefficients
                self.dispersion = max(1, pearson / Double(counts.count - size))
                self.information = try Cholesky(Self.normalEquations(design, weights: zip(means, weights).map(*), working: means).matrix, size: size)
                return
            }
            deviance = next
        }
        throw SurveillanceError(.noConvergence, "the estimation did not settle in 50 steps")
    }

    /// What the model expects at a row of regressors: μ, and the standard error of log μ, √(xᵀ φ (XᵀWX)⁻¹ x).
    ///
    /// - Throws: `invalid` for a row that is not as long as those of the design, or an infinite number.
    public func predict(_ row: [Double]) throws(SurveillanceError) -> (mean: Double, standardError: Double) {
        var sum = 0.0
        var isValid = row.count == self.coefficients.count
        // A loop over places: this is asked for every day of hundreds of simulated years.
        for place in row.indices where isValid {
            isValid = abs(row[place]) < 1e100
            sum += row[place] * self.coefficients[place]
        }
        guard isValid else { throw SurveillanceError(.invalid, "a row of \(self.coefficients.count) finite regressors is needed") }
        guard !sum.isNaN else { throw SurveillanceError(.invalid, "the regressors are too large to be told apart") }
        return (exp(min(max(sum, -30), 30)), sqrt(max(0, self.dispersion * self.information.quadratic(row))))
    }

    private static func normalEquations(
        _ design: [[Double]], weights: [Double], working: [Double]
    ) -> (matrix: [Double], right: [Double]) {
        let size = design[0].count
        var matrix = [Double](repeating: 0, count: size * size)
        var right = [Double](repeating: 0, count: size)
        for (index, row) in design.enumerated() {
            for i in 0..<size {
                let weighted = weights[index] * row[i]
                right[i] += weighted * working[index]
                for j in 0...i { matrix[i * size + j] += weighted * row[j] }
            }
        }
        for i in 0..<size { for j in 0..<i { matrix[j * size + i] = matrix[i * size + j] } }
        return (matrix, right)
    }

    private static func deviance(_ counts: [Double], _ means: [Double], _ weights: [Double]) -> Double {
        2 * zip(zip(counts, means), weights).reduce(0) { sum, one in
            let (count, mean) = one.0
            return sum + one.1 * ((count > 0 ? count * log(count / mean) : 0) - (count - mean))
        }
    }
}
