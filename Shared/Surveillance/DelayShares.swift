import Glibc

/// Which share of the deaths is known after each delay, of all days and of each kind of day.
struct DelayShares {
    /// How many deaths the shares of a wider stratum are worth: a department that saw as many is half its own.
    static let weight = 50.0
    /// How many deaths the shares of all days are worth to a kind of day, where no wider stratum tells kinds apart: few, since Saturdays are
    /// not like Tuesdays.
    static let kindWeight = 5.0

    let all: [Double]
    let kinds: [[Double]]

    /// Estimates the shares.
    ///
    /// - Parameters:
    ///   - ladders: Of all days, then of each kind.
    ///   - wider: What the estimates are drawn to.
    /// - Throws: `shortHistory` where there is nothing to estimate a delay from.
    init(_ ladders: [DelayLadder], wider: DelayNowcast?) throws(SurveillanceError) {
        guard let all = ladders.first?.shares(prior: wider?.shares, weight: Self.weight) else {
            throw SurveillanceError(.shortHistory, "no death was known after some of the delays")
        }
        var kinds: [[Double]] = []
        for (kind, ladder) in ladders.dropFirst().enumerated() {
            let prior = wider.map { Self.prior(all: all, wider: $0, kind: kind) } ?? all
            // The prior is there, so there is always an estimate, unless it is one that numbers cannot hold.
            guard let shares = ladder.shares(prior: prior, weight: wider.map { $0.kindShares.isEmpty } ?? true ? Self.kindWeight : Self.weight) else {
                throw SurveillanceError(.shortHistory, "no death was known after some of the delays of a kind of day")
            }
            kinds.append(shares)
        }
        self.all = all
        self.kinds = kinds
    }

    func share(delay: Int, kind: Int) -> Double { self.kinds.isEmpty ? self.all[delay] : self.kinds[kind][delay] }

    /// Returns what the shares of a kind of day are drawn to: each step of all own days, made longer or shorter as the wider stratum's step of
    /// that kind is than its step of all days.
    private static func prior(all: [Double], wider: DelayNowcast, kind: Int) -> [Double] {
        guard wider.kindShares.indices.contains(kind) else { return all }
        let ofKind = wider.kindShares[kind]
        var prior = all
        for delay in (0..<(all.count - 1)).reversed() {
            let own = log(all[delay + 1] / all[delay])
            let whole = log(wider.shares[delay + 1] / wider.shares[delay])
            let part = log(ofKind[delay + 1] / ofKind[delay])
            let step = whole > 1e-12 ? own * part / whole : own
            prior[delay] = max(1e-9, prior[delay + 1] * exp(-min(20, step)))
        }
        return prior
    }
}
