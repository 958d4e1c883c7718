import Glibc

/// Computes probabilities of counts by the saddle-point expansion (Loader, 2000, Fast and Accurate Computation of Binomial Probabilities):
/// logarithms of gamma functions as large as the counts, which would cancel, do not occur.
enum SaddlePoint {
    /// Returns the Poisson probability e^{−δ(n) − D(n, μ)} / √(2πn).
    static func poisson(_ n: Double, mean: Double) -> Double {
        guard n > 0 else { return exp(-mean) }
        return exp(-self.stirlingError(n) - self.deviance(n, mean)) / (2 * .pi * n).squareRoot()
    }

    /// Returns the binomial density √(n / 2πx(n − x)) e^{δ(n) − δ(x) − δ(n − x) − D(x, np) − D(n − x, nq)}, for 0 < x < n, whole or not.
    static func binomial(_ x: Double, of n: Double, probability: Double, complement: Double) -> Double {
        let rest = n - x
        let exponent =
            self.stirlingError(n) - self.stirlingError(x) - self.stirlingError(rest) - self.deviance(x, n * probability)
            - self.deviance(rest, n * complement)
        return exp(exponent) * (n / (2 * .pi * x * rest)).squareRoot()
    }

    /// Returns the same for whole x from 0 to n.
    static func whole(_ x: Double, of n: Double, probability: Double, complement: Double) -> Double {
        if x <= 0 { return exp(n * log1p(-probability)) }
        if x >= n { return exp(n * log(probability)) }
        return self.binomial(x, of: n, probability: probability, complement: complement)
    }

    /// Returns δ(n) = ln n! − ln(√(2πn) (n/e)ⁿ), from sixteen on by Stirling's series.
    static func stirlingError(_ n: Double) -> Double {
        guard n < 16 else {
            let square = n * n
            return (1.0 / 12 - (1.0 / 360 - (1.0 / 1_260 - 1.0 / 1_680 / square) / square) / square) / n
        }
        return lgamma(n + 1) - (n + 0.5) * log(n) + n - 0.5 * log(2 * .pi)
    }

    /// Returns D(x, μ) = x ln(x/μ) + μ − x; where both are close, by the series of the logarithm in v = (x − μ)/(x + μ), of which the largest
    /// terms have cancelled.
    static func deviance(_ x: Double, _ mean: Double) -> Double {
        guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
        let v = (x - mean) / (x + mean)
        var sum = (x - mean) * v
        var power = 2 * x * v
        for odd in stride(from: 3.0, through: 41, by: 2) {
            power *= v * v
            let next = sum + power / odd
            guard next != sum else { break }
            sum = next
        }
        return sum
    }
}
