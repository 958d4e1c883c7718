import Glibc

/// log μ = θ_level + β t, a quasi-Poisson regression (McCullagh and Nelder, Generalized Linear Models, 2nd ed., chapter 9)
/// whose level parameters are known once β is: e^{θ_l} = Σ_l ωy / Σ_l ωe^{βt}. With the canonical link the likelihood is
/// concave, and so is what is left of it, a function of β alone: its maximum is found by Newton's method in one dimension.
///
/// A level without a death has μ = 0 and says nothing of β. Its weeks and its parameter count among the degrees of freedom,
/// as in R.
struct FarringtonFit {
    /// The steepest trend that is fitted: one above e¹⁵ a year is that of a few deaths at one end, and the maximum lies at infinity. Over many
    /// years it is less, so that no number becomes infinite.
    private static let steepest = 15.0

    private struct Level {
        /// The sum Σωy of a level.
        var deaths = 0.0
        /// The sums Σωe^{βt}, Σωte^{βt} and Σωt²e^{βt} of a level.
        var sums = (0.0, 0.0, 0.0)
        /// The factor e^θ of a level.
        var factor: Double { self.deaths > 0 ? self.deaths / self.sums.0 : 0 }
        /// The mean time of its expected deaths.
        var time: Double { self.sums.1 / self.sums.0 }
    }

    let hasTrend: Bool
    let dispersion: Double
    private let seasons: FarringtonSeasons
    private let levels: [Level]
    private let trend: Double
    /// The factors e^{βt} by week.
    private let growth: [Double]
    /// What is known of β: Σμ(t − t̄_l)².
    private let information: Double

    /// What is expected of the judged week.
    var expected: Double { self.levels.first?.factor ?? 0 }

    /// Fits the regression.
    ///
    /// - Parameters:
    ///   - counts: of the weeks of the seasons.
    ///   - weights: ω.
    ///   - near: a trend to begin from.
    /// - Returns: nothing where a trend is not determined.
    init?(_ counts: [Double], weights: [Double], seasons: FarringtonSeasons, hasTrend: Bool, near: Double = 0) {
        var levels = [Level](repeating: Level(), count: seasons.levels)
        var moment = 0.0
        for run in seasons.runs {
            for place in run.places {
                let weighted = weights[place] * counts[place]
                levels[run.level].deaths += weighted
                moment += weighted * seasons.times[place]
            }
        }
        var growth = [Double](repeating: 1, count: counts.count)
        var trend = near
        var information = 0.0
        // The slope of the likelihood falls: where it is positive, the maximum lies above.
        let steepest = min(Self.steepest, 500 / max(1, -(seasons.times.first ?? 0)))
        var (low, high) = (-steepest, steepest)
        var isSettled = !hasTrend
        for step in 0..<60 {
            if hasTrend { seasons.grow(&growth, by: trend) }
            Self.sum(&levels, growth, weights, seasons)
            guard hasTrend else { break }
            var slope = moment
            information = 0
            for level in levels where level.deaths > 0 {
                let time = level.time
                slope -= level.deaths * time
                information += level.deaths * max(0, level.sums.2 / level.sums.0 - time * time)
            }
            if isSettled { break }
            if slope > 0 { low = trend } else { high = trend }
            var next = trend + slope / information
            if !(next > low && next < high) { next = (low + high) / 2 }
            // One more pass for the sums at the end of the last step.
            isSettled = abs(next - trend) < 1e-9 && step > 0
            trend = next
        }
        guard isSettled, abs(trend) < 0.999 * steepest, !hasTrend || information > 1e-9 else { return nil }
        let residualDegrees = counts.count - seasons.levels - (hasTrend ? 1 : 0)
        guard residualDegrees > 0 else { return nil }
        var pearson = 0.0
        for run in seasons.runs {
            let factor = levels[run.level].factor
            guard factor > 0 else { continue }
            for place in run.places {
                let mean = factor * growth[place]
                pearson += weights[place] * (counts[place] - mean) * (counts[place] - mean) / mean
            }
        }
        guard pearson.isFinite else { return nil }
        self.hasTrend = hasTrend
        self.dispersion = max(1, pearson / Double(residualDegrees))
        self.seasons = seasons
        self.levels = levels
        self.trend = trend
        self.growth = growth
        self.information = information
    }

    private static func sum(_ levels: inout [Level], _ growth: [Double], _ weights: [Double], _ seasons: FarringtonSeasons) {
        for level in levels.indices { levels[level].sums = (0, 0, 0) }
        for run in seasons.runs {
            var (none, one, two) = levels[run.level].sums
            for place in run.places {
                let weighted = weights[place] * growth[place]
                let moment = weighted * seasons.times[place]
                none += weighted
                one += moment
                two += moment * seasons.times[place]
            }
            levels[run.level].sums = (none, one, two)
        }
    }

    /// Fits anew with weeks that stood out weighed down, by their Anscombe residuals s (Noufaily et al., 2013, section 3.3): s = 1.5 (y^{2/3}
    /// μ^{−1/6} − μ^{1/2}) / √(φ(1 − h)), ω = γ s^{−2} where s is above a threshold, else γ, of which the mean is 1. It is to be asked of a
    /// fit whose weights are all 1.
    func reweighted(_ counts: [Double], threshold: Double) -> FarringtonFit? {
        var weights = [Double](repeating: 1, count: counts.count)
        var hasOutbreak = false
        for run in self.seasons.runs {
            let level = self.levels[run.level]
            guard level.factor > 0 else { continue }
            for place in run.places {
                let mean = level.factor * self.growth[place]
                guard counts[place] > mean else { continue }
                let distance = self.seasons.times[place] - level.time
                // The matrix of information is diagonal but for β: h = μ (1/Σ_l μ + (t − t̄_l)²/Σμ(t − t̄)²).
                let leverage = mean * (1 / level.deaths + (self.hasTrend ? distance * distance / self.information : 0))
                let variance = self.dispersion * max(1e-9, 1 - leverage)
                // As y^{2/3} is concave, no Anscombe residual is above Pearson's: few weeks are worth two roots.
                guard (counts[place] - mean) * (counts[place] - mean) > threshold * threshold * variance * mean else { continue }
                let root = cbrt(counts[place])
                let residual = 1.5 * (root * root / cbrt(mean.squareRoot()) - mean.squareRoot()) / variance.squareRoot()
                guard residual > threshold else { continue }
                weights[place] = 1 / (residual * residual)
                hasOutbreak = true
            }
        }
        guard hasOutbreak else { return self }
        let scale = Double(weights.count) / weights.reduce(0, +)
        for place in weights.indices { weights[place] *= scale }
        return FarringtonFit(counts, weights: weights, seasons: self.seasons, hasTrend: self.hasTrend, near: self.trend)
    }
}
