import Mortality

/// A day and the level that it was given.
struct JudgedDay: Hashable, Sendable {
    let day: CivilDay
    let level: Level
}

/// Consecutive days of raised mortality, up to the last day that could be judged.
struct Episode: Hashable, Sendable {
    let firstDay: CivilDay
    let lastDay: CivilDay
    /// The level of the last day.
    let level: Level
    /// The highest level of its days.
    let peak: Level

    /// The number of days without any judgement after which the days before belong to another episode.
    static let longestSilence = 28

    /// Returns the episode that the last day belongs to.
    ///
    /// A day that could not be judged neither ends an episode nor begins one.
    ///
    /// - Parameter days: judged days in order.
    /// - Returns: `nil` when the last day that could be judged is green.
    init?(_ days: [JudgedDay]) {
        let known = days.filter { $0.level != .unknown }
        guard let last = known.last, last.level.severity > 0 else { return nil }
        var first = last
        var peak = last.level
        for day in known.reversed() {
            guard day.level.severity > 0, day.day.distance(to: first.day) <= Self.longestSilence else { break }
            first = day
            if day.level.severity > peak.severity { peak = day.level }
        }
        self.firstDay = first.day
        self.lastDay = last.day
        self.level = last.level
        self.peak = peak
    }
}
