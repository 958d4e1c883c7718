import Glibc

/// The distribution of the highest of many scores, from which small p-values are read that replicates cannot resolve:
/// 1 − exp(−exp(−(x − μ)/σ)), σ = √(6 Var)/π and μ = mean − γσ by the method of moments (Abrams, Kulldorff and Kleinman, 2010,
/// International Journal of Health Geographics 9:61).
struct GumbelTail {
    /// Euler's constant.
    private static let gamma = 0.577215664901532861

    private let location: Double
    private let scale: Double

    /// Estimates the distribution from scores.
    ///
    /// - Parameter scores: the highest of each replicate; nothing comes of fewer than two different ones.
    init?(_ scores: [Double]) {
        let mean = scores.reduce(0, +) / Double(max(1, scores.count))
        let variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, scores.count - 1))
        guard variance > 0, variance.isFinite else { return nil }
        self.scale = (6 * variance).squareRoot() / .pi
        self.location = mean - Self.gamma * self.scale
    }

    /// Returns P(X ≥ x), which is never 0.
    func pValue(of score: Double) -> Double {
        min(1, max(.leastNormalMagnitude, -expm1(-exp(-(score - self.location) / self.scale))))
    }
}
