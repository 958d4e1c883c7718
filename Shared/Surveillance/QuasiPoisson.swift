import Glibc

/// A quasi-Poisson regression with log link, fitted by iteratively reweighted least squares (McCullagh and Nelder,
/// Generalized Linear Models, 2nd ed., section 2.5 and chapter 9).
public struct QuasiPoisson: Sendable {
    /// The coefficients, on the scale of the linear predictor.
    public let coefficients: [Double]
    /// The overdispersion φ: the Pearson statistic over its degrees of freedom, at least 1.
    public let dispersion: Double
    private let information: Cholesky

    /// The logarithm of the largest mean that is returned.
    private static let largest = 30.0

    /// Fits a model.
    ///
    /// - Parameters:
    ///   - design: A row of regressors an observation, all of the same length.
    ///   - counts: An observation a row, from 0 to less than a thousand million.
    ///   - weights: What each observation counts for, positive; `nil` for all the same.
    /// - Throws: `shortHistory` with no more observations than coefficients; `separation` where too few observations are above
    ///   0 for an estimate; `singular`, `noConvergence`; `invalid` for rows of different lengths, or a number that is not
    ///   finite or no count.
    public init(design: [[Double]], counts: [Double], weights: [Double]? = nil) throws(SurveillanceError) {
        let weights = weights ?? [Double](repeating: 1, count: counts.count)
        let size = design.first?.count ?? 0
        guard size > 0, design.count == counts.count, design.allSatisfy({ $0.count == size }),
            weights.count == counts.count, weights.allSatisfy({ $0 > 0 && $0.isFinite }),
            counts.allSatisfy({ $0 >= 0 && $0 < 1e9 }), design.allSatisfy({ $0.allSatisfy(\.isFinite) })
        else {
            throw SurveillanceError(
                .invalid, "a design of equal rows and as many counts, from 0 to less than a thousand million, are needed")
        }
        guard counts.count > size else {
            throw SurveillanceError(.shortHistory, "\(counts.count) observations cannot determine \(size) coefficients and a dispersion")
        }
        let mean = counts.reduce(0, +) / Double(counts.count)
        guard mean > 0 else { throw SurveillanceError(.singular, "all counts are zero") }
        guard !Separation.isThere(design, counts) else {
            throw SurveillanceError(
                .separation,
                "of \(counts.count) observations \(counts.count { $0 > 0 }) are above 0, so that \(size) coefficients have no estimate")
        }

        var found = Self.plain(design, counts, weights, mean: mean)
        if found == nil { found = try Self.damped(design, counts, weights, mean: mean) }
        guard let found else { throw SurveillanceError(.noConvergence, "the estimation did not settle") }
        guard found.predictors.allSatisfy({ abs($0) < Self.largest }) else {
            throw SurveillanceError(
                .separation, "counts so far apart that next to nothing, or more than any number of deaths, would be expected of some observations")
        }
        let means = found.predictors.map(exp)
        let pearson = zip(zip(counts, means), weights).reduce(0) { sum, one in
            sum + one.1 * (one.0.0 - one.0.1) * (one.0.0 - one.0.1) / one.0.1
        }
        self.coefficients = found.coefficients
        self.dispersion = max(1, pearson / Double(counts.count - size))
        self.information = try Cholesky(Self.normalEquations(design, weights: zip(means, weights).map(*), working: means).matrix, size: size)
    }

    private typealias Estimate = (coefficients: [Double], predictors: [Double])

    /// Fits from the counts themselves, in whole steps: a few of them, where the model suits the counts.
    ///
    /// - Returns: nothing where it does not settle among numbers of deaths.
    private static func plain(
        _ design: [[Double]], _ counts: [Double], _ weights: [Double], mean: Double
    ) -> Estimate? {
        var predictors = counts.map { log(max($0, 0.1 * mean)) }
        var deviance = Double.infinity
        for _ in 0..<50 {
            guard let coefficients = try? self.step(design, counts, weights, predictors) else { return nil }
            predictors = self.linear(design, coefficients)
            guard predictors.allSatisfy({ abs($0) < self.largest }) else { return nil }
            let next = self.deviance(counts, predictors.map(exp), weights)
            guard next.isFinite else { return nil }
            if abs(next - deviance) < 1e-10 * (abs(next) + 0.1) { return (coefficients, predictors) }
            deviance = next
        }
        return nil
    }

    /// Fits from the mean of all counts, never to a place that is worse: the deviance is convex, so that this ends at its least.
    ///
    /// - Throws: `singular`.
    private static func damped(
        _ design: [[Double]], _ counts: [Double], _ weights: [Double], mean: Double
    ) throws(SurveillanceError) -> Estimate? {
        let size = design[0].count
        let (matrix, right) = self.normalEquations(design, weights: weights, working: counts.map { _ in log(mean) })
        var coefficients = try Cholesky(matrix, size: size).solve(right)
        var predictors = self.linear(design, coefficients)
        var deviance = self.deviance(counts, predictors.map(exp), weights)
        for _ in 0..<500 {
            // Where next to nothing is left to be expected of most observations, the rest no longer determine the model.
            guard let full = try? self.step(design, counts, weights, predictors) else {
                throw SurveillanceError(.separation, "the observations that anything is expected of do not determine the model")
            }
            var (share, next, there, reached) = (2.0, coefficients, predictors, Double.infinity)
            repeat {
                share /= 2
                next = zip(coefficients, full).map { $0 + share * ($1 - $0) }
                there = self.linear(design, next)
                reached = there.allSatisfy { $0 < self.largest } ? self.deviance(counts, there.map(exp), weights) : .infinity
            } while !(reached <= deviance) && share > 1e-10
            guard reached <= deviance else { return (coefficients, predictors) }
            let isSettled = deviance - reached < 1e-10 * (abs(reached) + 0.1)
            (coefficients, predictors, deviance) = (next, there, reached)
            if isSettled { return (coefficients, predictors) }
        }
        return nil
    }

    private static func step(
        _ design: [[Double]], _ counts: [Double], _ weights: [Double], _ predictors: [Double]
    ) throws(SurveillanceError) -> [Double] {
        let means = predictors.map(exp)
        let working = zip(zip(predictors, means), counts).map { $0.0 + ($1 - $0.1) / $0.1 }
        let (matrix, right) = self.normalEquations(design, weights: zip(means, weights).map(*), working: working)
        return try Cholesky(matrix, size: design[0].count).solve(right)
    }

    private static func linear(_ design: [[Double]], _ coefficients: [Double]) -> [Double] {
        design.map { row in zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    /// Returns what the model expects at a row of regressors: μ, and the standard error of log μ, √(xᵀ φ (XᵀWX)⁻¹ x).
    ///
    /// - Throws: `invalid` for a row that is not as long as those of the design, an infinite number, or where more would be
    ///   expected than any number of deaths.
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
        guard sum < Self.largest else { throw SurveillanceError(.invalid, "more than any number of deaths would be expected") }
        return (exp(sum), sqrt(max(0, self.dispersion * self.information.quadratic(row))))
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
        2
            * zip(zip(counts, means), weights).reduce(0) { sum, one in
                let (count, mean) = one.0
                return sum + one.1 * ((count > 0 ? count * log(count / mean) : 0) - (count - mean))
            }
    }
}
