/// The regularised incomplete beta function I_x(a, b), of which the sums of negative binomial probabilities are values.
enum IncompleteBeta {
    /// Computes it by its continued fraction, which is quick on this side of the mean, x ≤ (a + 1)/(a + b + 2) (NIST Digital Library of
    /// Mathematical Functions, 8.17.22 and 8.17.23), evaluated from the front (Lentz, 1976, Applied Optics 15:668–71). It takes about √(a + b)
    /// steps near the mean, few elsewhere.
    ///
    /// - Parameter factor: xᵃ (1 − x)ᵇ / (a B(a, b)).
    static func lower(_ a: Double, _ b: Double, _ x: Double, factor: Double) -> Double {
        let tiny = 1e-300
        func apart(_ number: Double) -> Double { abs(number) > tiny ? number : tiny }
        var c = 1.0
        var d = 1 / apart(1 - (a + b) * x / (a + 1))
        var value = d
        for step in 1..<2_000_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / apart(1 + even * d)
            c = apart(1 + even / c)
            value *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / apart(1 + odd * d)
            c = apart(1 + odd / c)
            value *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return min(1, max(0, factor * value))
    }
}
