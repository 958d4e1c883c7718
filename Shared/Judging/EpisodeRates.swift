import Glibc

/// How often episodes reach a limit, a year: counted where there are enough of them, else read off an exponential tail,
/// λ(z) = λ(u) exp(−(z − u)/β), with u the lowest of the highest peaks and β the mean of what they are above it.
///
/// The tail of a z falls faster than an exponential one, so that far out the rate is told too high and not too low.
struct EpisodeRates {
    /// From how many episodes on a rate is counted; the standard error of the count is then below a third of it.
    static let fewestCounted = 10
    /// How many of the highest peaks the tail is read off, which gives β within a sixth.
    static let tail = 40

    /// The peaks, the highest first.
    private let peaks: [Double]
    private let years: Double
    private let start: Double
    private let scale: Double
    private let startRate: Double

    /// Takes the peaks of episodes.
    ///
    /// - Returns: nothing where there are too few peaks for a tail.
    init?(_ episodes: EpisodePeaks) {
        self.peaks = episodes.peaks.filter(\.isFinite).sorted(by: >)
        self.years = episodes.years
        let highest = self.peaks.prefix(Self.tail)
        guard self.years > 0, highest.count >= Self.fewestCounted, let start = highest.last else { return nil }
        let scale = highest.dropLast().reduce(0) { $0 + ($1 - start) } / Double(highest.count - 1)
        guard scale > 0, scale.isFinite else { return nil }
        self.start = start
        self.scale = scale
        self.startRate = Double(highest.count) / self.years
    }

    func rate(reaching limit: Double) -> LevelThresholds.Rate {
        let count = self.peaks.prefix { $0 >= limit }.count
        if count >= Self.fewestCounted { return LevelThresholds.Rate(yearly: Double(count) / self.years, isExtrapolated: false) }
        return LevelThresholds.Rate(yearly: self.startRate * exp(-(limit - self.start) / self.scale), isExtrapolated: true)
    }

    /// Returns the smallest limit that episodes reach no more often than a rate.
    ///
    /// - Parameter rate: episodes a year, positive.
    func limit(for rate: Double) -> Double {
        let allowed = rate * self.years
        guard allowed < Double(self.peaks.count) else { return self.peaks.last ?? 0 }
        if allowed >= Double(Self.fewestCounted) { return self.peaks[Int(allowed)].nextUp }
        return self.start + self.scale * log(self.startRate / rate)
    }
}
