import Glibc

/// The chain ladder (Mack, 1993) for triangles with gaps: which share of the deaths is known after each delay.
///
/// Going down from Π_D = 1, Π_d = Σ N_d / Σ (N_{d'} / Π_{d'}) over the days that were looked at after d and next after d' days:
/// those then known, over what the next look makes of them. Without gaps, d' = d + 1, it is the ladder's
/// Π_{d+1} / Π_d = 1 + θ_{d+1}.
struct DelayLadder {
    /// The longest delay, in days.
    let longest: Int
    /// The sums Σ N_d by delay.
    private var known: [Double]
    /// The sums Σ N_{d'} by d and d'.
    private var later: [Double]
    /// The longest d' of each d; 0 where there is none.
    private var furthest: [Int]

    init(longest: Int) {
        self.longest = longest
        self.known = Array(repeating: 0, count: longest + 1)
        self.later = Array(repeating: 0, count: (longest + 1) * (longest + 1))
        self.furthest = Array(repeating: 0, count: longest + 1)
    }

    /// Adds a day by two looks at it, one after the other.
    mutating func add(_ look: DelayTriangle.Observation, next: DelayTriangle.Observation) {
        self.known[look.delay] += look.known
        self.later[look.delay * (self.longest + 1) + next.delay] += next.known
        self.furthest[look.delay] = max(self.furthest[look.delay], next.delay)
    }

    /// Returns the shares Π_{≤d} by delay.
    ///
    /// - Parameters:
    ///   - prior: Shares of a wider stratum. Each step from one delay to the next is estimated as though besides its own
    ///     deaths ``weight`` had been seen to grow as in that stratum: the mean of a gamma prior on 1 + θ.
    ///   - weight: Deaths that the prior is worth.
    /// - Returns: `nil` where, without a prior, no death was known after some delay.
    func shares(prior: [Double]?, weight: Double) -> [Double]? {
        var shares = Array(repeating: 1.0, count: self.longest + 1)
        var weights = Array(repeating: 1e15, count: self.longest + 1)
        var falls = false
        for delay in (0..<self.longest).reversed() {
            var before = self.known[delay]
            var after = 0.0
            for next in (delay + 1)..<max(delay + 1, self.furthest[delay] + 1) {
                let known = self.later[delay * (self.longest + 1) + next]
                if known > 0 { after += known / shares[next] }
            }
            if let prior {
                before += weight
                after += weight * prior[delay + 1] / prior[delay] / shares[delay + 1]
            }
            guard before > 0, after > 0, before / after > 1e-9 else { return nil }
            shares[delay] = before / after
            falls = falls || shares[delay] > shares[delay + 1]
            weights[delay] = before
        }
        return falls ? self.rising(shares, weights) : shares
    }

    /// The nearest shares that never fall with the delay: with gaps, delays are estimated from different days, and chance
    /// may put them in the wrong order (pooling of adjacent violators; Ayer et al., 1955).
    private func rising(_ shares: [Double], _ weights: [Double]) -> [Double] {
        var ends: [Int] = []
        var (means, sums): ([Double], [Double]) = ([], [])
        for place in shares.indices {
            var (mean, sum) = (shares[place], weights[place])
            while let before = means.last, before > mean {
                let weight = sums.removeLast()
                ends.removeLast()
                means.removeLast()
                mean = before * (weight / (weight + sum)) + mean * (sum / (weight + sum))
                sum += weight
            }
            ends.append(place)
            means.append(mean)
            sums.append(sum)
        }
        var rising = shares
        var from = 0
        for block in ends.indices {
            for place in from...ends[block] { rising[place] = min(1, means[block]) }
            from = ends[block] + 1
        }
        rising[self.longest] = 1
        return rising
    }
}
