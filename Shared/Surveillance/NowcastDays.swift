/// What several days in a row will become, a week for instance, and their sum.
public struct NowcastDays: Sendable {
    /// A day as it is known.
    public struct Day: Hashable, Sendable {
        /// The deaths of the day that are known.
        public let known: Double
        /// How many days after the day itself they are known.
        public let delay: Int
        /// The number of the kind of day; `nil` for all days together.
        public let kind: Int?
        /// How large the population is whose deaths are counted, in any unit that is the same for all days.
        public let exposure: Double

        /// Makes a day; whether its numbers can be used is checked when days are put together.
        public init(known: Double, delay: Int, kind: Int? = nil, exposure: Double = 1) {
            self.known = known
            self.delay = delay
            self.kind = kind
            self.exposure = exposure
        }
    }

    /// Each day's own nowcast, in the order in which the days were given.
    public let days: [Nowcast]
    /// What the days together will become. The variance is more than the sum of the days' own, since they share the delay.
    public let sum: Nowcast
    /// What each day adds to the variance of the sum: its covariance with it.
    public let shareOfVariance: [Double]

    /// The deaths that are known of all the days tell the level of each, so that a day of which next to nothing is known yet
    /// does not stand for itself alone: with a flat prior each such day would count about a death too many, and a department
    /// of 20 deaths a week several. The sum's variance is Σ (m + m²/(x + 1) + m²/φ) + ρ Σ_{i≠j} (m_i/√φ_i)(m_j/√φ_j), where m is
    /// the day's mean, x what is known of it and ρ the ``DelayNowcast/dependence``.
    ///
    /// - Throws: `invalid` for no days, or numbers that are negative or not finite; no day may have an exposure of 0.
    public init(_ days: [Day], by model: DelayNowcast) throws(SurveillanceError) {
        guard !days.isEmpty, days.allSatisfy({ $0.exposure > 1e-9 && $0.exposure < 1e12 }) else {
            throw SurveillanceError(.invalid, "days of a positive exposure are needed")
        }
        var exposed = 0.0
        for day in days { exposed += try model.share(delay: day.delay, kind: day.kind) * day.exposure }
        let known = days.reduce(0) { $0 + $1.known }
        let level = (known + 1) / exposed
        var (parts, nowcasts): ([DelayNowcast.Part], [Nowcast]) = ([], [])
        for day in days {
            let part = try model.part(known: day.known, delay: day.delay, kind: day.kind, level: max(1e-9, level * day.exposure))
            parts.append(part)
            nowcasts.append(try Nowcast(known: day.known, mean: part.mean, variance: part.variance(relative: part.relative)))
        }
        let shared = parts.map { $0.mean * $0.relative.squareRoot() }
        let whole = shared.reduce(0, +)
        let shares = zip(nowcasts, shared).map { $0.variance + model.dependence * $1 * (whole - $1) }
        self.days = nowcasts
        self.sum = try Nowcast(known: known, mean: parts.reduce(0) { $0 + $1.mean }, variance: shares.reduce(0, +))
        self.shareOfVariance = shares
    }
}
