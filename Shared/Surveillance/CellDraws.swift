/// Draws of a number of deaths how many fall to one of two parts, so that a replicate is drawn cell by cell instead of death by death.
extension ReplicateGenerator {
    /// Up to how many deaths are drawn one by one.
    private static let few = 12

    /// A hypergeometric number: of so many deaths drawn without putting back, how many are marked.
    ///
    /// Exact: a few are drawn one by one, else by inversion from the mode outwards, which takes as many steps as the deviation
    /// is large (Kemp, 1986, Communications in Statistics – Theory and Methods 15:805–13, for the binomial).
    ///
    /// - Parameters:
    ///   - draws: 0 to `total`.
    ///   - marked: 0 to `total`.
    ///   - total: below 2³¹.
    mutating func hypergeometric(_ draws: Int, marked: Int, of total: Int) -> Int {
        let (least, most) = (max(0, draws - (total - marked)), min(draws, marked))
        guard least < most else { return least }
        if min(draws, marked) <= Self.few {
            // Which of both is drawn and which is marked makes no difference.
            var (left, all, found) = (max(draws, marked), total, 0)
            for _ in 0..<min(draws, marked) {
                if self.below(all) < left {
                    left -= 1
                    found += 1
                }
                all -= 1
            }
            return found
        }
        let (n, m, all) = (Double(draws), Double(marked), Double(total))
        let mode = min(most, max(least, (draws + 1) * (marked + 1) / (total + 2)))
        let share = n / all
        let rest = (all - n) / all
        let chance =
            SaddlePoint.whole(Double(mode), of: m, probability: share, complement: rest)
            * SaddlePoint.whole(n - Double(mode), of: all - m, probability: share, complement: rest)
            / SaddlePoint.whole(n, of: all, probability: share, complement: rest)
        return self.outwards(from: mode, within: least...most, chance: chance) { k in
            (m - k) * (n - k) / ((k + 1) * (all - m - n + k + 1))
        }
    }

    /// A binomial number: of so many deaths, how many fall where each falls with some probability; exact, as above.
    ///
    /// - Parameters:
    ///   - deaths: below 2³¹.
    ///   - probability: 0 to 1.
    mutating func binomial(_ deaths: Int, _ probability: Double) -> Int {
        guard deaths > 0, probability > 0 else { return 0 }
        guard probability < 1 else { return deaths }
        if deaths <= Self.few {
            var found = 0
            for _ in 0..<deaths where self.uniform() < probability { found += 1 }
            return found
        }
        let n = Double(deaths)
        let mode = min(deaths, max(0, Int((n + 1) * probability)))
        let odds = probability / (1 - probability)
        let chance = SaddlePoint.whole(Double(mode), of: n, probability: probability, complement: 1 - probability)
        return self.outwards(from: mode, within: 0...deaths, chance: chance) { k in (n - k) / (k + 1) * odds }
    }

    /// Draws a count by inversion: it goes from the likeliest count one up and one down in turn, until their chances add up to a uniform number.
    ///
    /// - Parameters:
    ///   - chance: of the mode.
    ///   - ratio: of k, the chance of k + 1 over that of k.
    @inline(__always)
    private mutating func outwards(
        from mode: Int, within range: ClosedRange<Int>, chance: Double, ratio: (Double) -> Double
    ) -> Int {
        var left = self.uniform() - chance
        guard left > 0 else { return mode }
        var (above, below) = (mode, mode)
        var (chanceAbove, chanceBelow) = (chance, chance)
        // What rounding leaves beyond is less than any number drawn can tell.
        while chanceAbove > 1e-18 || chanceBelow > 1e-18 {
            if above < range.upperBound {
                chanceAbove *= ratio(Double(above))
                above += 1
                left -= chanceAbove
                if left <= 0 { return above }
            } else {
                chanceAbove = 0
            }
            if below > range.lowerBound {
                chanceBelow /= ratio(Double(below - 1))
                below -= 1
                left -= chanceBelow
                if left <= 0 { return below }
            } else {
                chanceBelow = 0
            }
        }
        return mode
    }
}
