import Glibc

/// The regularised incomplete gamma function, Q(a, x) = Γ(a, x)/Γ(a): the tail of a gamma distribution.
enum IncompleteGamma {
    /// Computes Q(a, x) by its series below a + 1, and by its continued fraction from there on (Abramowitz and Stegun, 1964, 6.5.29 and
    /// 6.5.31); for very large a by Wilson and Hilferty's cube root (26.4.14), which is then as exact.
    ///
    /// - Parameters:
    ///   - a: positive.
    ///   - x: not negative.
    static func upper(_ a: Double, _ x: Double) -> Double {
        guard x > 0 else { return 1 }
        guard a > 0, x.isFinite else { return 0 }
        if a > 1e6 {
            let z = 3 * a.squareRoot() * (cbrt(x / a) - 1 + 1 / (9 * a))
            return 0.5 * erfc(z / 2.0.squareRoot())
        }
        // xᵃ e⁻ˣ/Γ(a + 1).
        let factor = SaddlePoint.poisson(a, mean: x)
        return min(1, max(0, x < a + 1 ? 1 - factor * self.series(a, x) : factor * a * self.fraction(a, x)))
    }

    /// Returns P(a, x) and Q(a, x), each with its own digits where it is the smaller, however large a is: the series and the fraction take
    /// some √a steps there.
    static func both(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
        guard x > 0 else { return (0, 1) }
        let factor = SaddlePoint.poisson(a, mean: x)
        if x < a + 1 {
            let lower = min(1, factor * self.series(a, x))
            return (lower, 1 - lower)
        }
        let upper = min(1, factor * a * self.fraction(a, x))
        return (1 - upper, upper)
    }

    /// Sums 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …
    private static func series(_ a: Double, _ x: Double) -> Double {
        var (term, sum, n) = (1.0, 1.0, a)
        for _ in 0..<2_000_000 {
            guard term > sum * 1e-17 else { break }
            n += 1
            term *= x / n
            sum += term
        }
        return sum
    }

    /// Computes 1/(x + 1 − a − (1 − a)/(x + 3 − a − 2 (2 − a)/(x + 5 − a − …))), evaluated from the front (Lentz, 1976, Applied Optics
    /// 15:668–71).
    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / (abs(b) > tiny ? b : tiny)
        var value = d
        for n in 1..<2_000_000 {
            let numerator = -Double(n) * (Double(n) - a)
            b += 2
            d = numerator * d + b
            c = b + numerator / c
            d = 1 / (abs(d) > tiny ? d : tiny)
            c = abs(c) > tiny ? c : tiny
            value *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return value
    }
}
