import Glibc

/// Scores a cylinder by the logarithm of its likelihood ratio: c deaths where μ are expected.
struct ScanLikelihood {
    /// All deaths C, for c ln(c/μ) + (C − c) ln((C − c)/(C − μ)) (Kulldorff, 1997); `nil` for c ln(c/μ) + μ − c, against expectations alone
    /// (Neill, 2009).
    let total: Double?

    /// Returns the score; 0 unless there are more deaths than expected.
    func score(_ observed: Double, _ expected: Double) -> Double {
        guard observed > expected, expected > 0 else { return 0 }
        guard let total else { return observed * log(observed / expected) + expected - observed }
        let rest = total - observed
        guard total > expected else { return 0 }
        return observed * log(observed / expected) + (rest > 0 ? rest * log(rest / (total - expected)) : 0)
    }

    /// Tells without a logarithm whether a score could be above a limit: by ln r ≤ r − 1, applied to both of its terms, it is (c − μ)² (1/μ +
    /// 1/(C − μ)) at most.
    @inline(__always)
    func mayExceed(_ limit: Double, _ observed: Double, _ expected: Double) -> Bool {
        let above = observed - expected
        // A little more, for rounding.
        let square = above * above * 1.000_001
        guard let total else { return above > 0 && square > limit * expected }
        return above > 0 && square * total > limit * expected * (total - expected)
    }

    /// Returns μ_c, the largest expectation with which c deaths still score a level, by Newton's method: the score is convex in μ and falls,
    /// so that steps from the left never pass the root.
    ///
    /// - Parameter least: an expectation known to be no larger, that of fewer deaths for instance; 0 where none is known.
    func largestExpected(scoring level: Double, observed: Double, from least: Double) -> Double {
        // Left of the root, because the second term of a score is never less than μ − c.
        var mean = max(least, observed * exp(-1 - level / observed))
        for _ in 0..<60 {
            let slope = -observed / mean + (self.total.map { ($0 - observed) / ($0 - mean) } ?? 1)
            let step = (level - self.score(observed, mean)) / slope
            guard step.isFinite, step > 1e-15 * mean, mean + step < observed else { break }
            mean += step
        }
        return mean
    }

    /// Returns the fewest deaths c that score a level; `nil` where even all deaths would not.
    func fewest(scoring level: Double, expected: Double) -> Double? {
        // By Bernstein's inequality, c ln(c/μ) + μ − c ≥ d²/(2 (μ + d/3)) with d = c − μ, and no score is less than that.
        let bound = expected + level / 3 + (level * level / 9 + 2 * expected * level).squareRoot()
        var low = expected.rounded(.down)
        var high = min(bound.rounded(.up) + 1, self.total ?? .infinity)
        guard high.isFinite, high > low, self.score(high, expected) >= level else { return nil }
        while high - low > 1 {
            let middle = ((low + high) / 2).rounded(.down)
            if self.score(middle, expected) >= level { high = middle } else { low = middle }
        }
        return high
    }
}
