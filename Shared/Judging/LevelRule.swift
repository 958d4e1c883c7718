package import Mortality

/// Decides from which signs a level holds, and how levels follow one another so that they neither start at one odd day nor flap.
///
/// Yellow is one sign by itself: z, a cluster of communes, or Farrington's p-value. Orange is a z that stands, which it does
/// once two of three days in a row reach it, at once where chance would hardly ever (p < 10⁻⁵); or a cluster that chance
/// brings no more often than the budget of false alarms allows. Red is a z that is always that far, or both families at once,
/// two days in a row: the days' z and their clusters. These do not know of each other, since the scan's p-value is among
/// shuffles that keep every day's deaths, so both together are rarer than the product of their shares of days.
///
/// Farrington's p-value makes no more than a yellow, though statistics.md 4.8 proposes an orange for q < 0.05 that stands. q is
/// adjusted among all departments, so a few that are struck make others significant that are hardly raised: in March and
/// April 2020, with the two years of history there are, it would have made 70 of 95 departments orange, Morbihan (z at most
/// 3.4) on eight days and Côtes-d'Armor (1.9) on one.
///
/// A level falls only after three days below it. Pure: a day's level comes from the signs of five days and from nothing
/// else, so judging again gives the same.
package struct LevelRule: Hashable, Sendable {
    package let thresholds: LevelThresholds

    package init(thresholds: LevelThresholds = LevelThresholds()) { self.thresholds = thresholds }

    /// The z-score that needs no second day: the normal quantile of 1 − 10⁻⁵.
    package static let certain = 4.265
    /// The recurrence interval, in days, from which a cluster is as strong as an orange z (statistics.md 4.7). To be orange without one it
    /// needs the budget's interval, which is longer.
    package static let strongRecurrence = 365.0
    /// The bound below which Farrington's p-value is a sign (statistics.md 4.2).
    package static let farringtonAlpha = 0.005

    /// Over how many days a rise is sought, and a level stays.
    package static let dwell = 3
    /// How many days a level comes from, the judged one included.
    package static let reach = 2 * dwell - 1

    /// Returns the level of the last of some days in a row, by their z alone.
    ///
    /// - Parameter scores: z by day, oldest first; `nil` for a day that could not be judged.
    package func level(_ scores: [Double?]) -> Level { self.level(of: scores.map { DaySigns(zScore: $0) }) }

    /// Returns the level of the last of some days in a row. Where the last day's seven could not be judged, it is not known whether all is
    /// well; a cluster is told nevertheless.
    ///
    /// - Parameter days: oldest first; ``reach`` of them are enough.
    package func level(of days: [DaySigns]) -> Level {
        guard let last = days.last else { return .unknown }
        guard last.zScore != nil else {
            let level = self.highest(days.map { DaySigns(clusterRecurrence: $0.clusterRecurrence) })
            return level == .green ? .unknown : level
        }
        return self.highest(days)
    }

    private func highest(_ days: [DaySigns]) -> Level {
        let scores = days.map(\.zScore)
        return days.indices.suffix(Self.dwell).map { self.confirmed(days, scores, at: $0) }.max { $0.severity < $1.severity } ?? .green
    }

    /// Returns the level that one day shows by itself and with the two days before.
    private func confirmed(_ days: [DaySigns], _ scores: [Double?], at index: Int) -> Level {
        let day = days[index]
        let held = Self.held(scores, at: index)
        let recurrence = day.clusterRecurrence ?? 0
        if held >= self.thresholds.red || (index > 0 && self.isDouble(day) && self.isDouble(days[index - 1])) { return .red }
        if held >= self.thresholds.orange || recurrence >= self.thresholds.orangeRecurrence { return .orange }
        let isYellow =
            (day.zScore ?? -.infinity) >= self.thresholds.yellow || recurrence >= self.thresholds.yellowRecurrence
            || (day.farringtonPValue ?? 1) < Self.farringtonAlpha
        return isYellow ? .yellow : .green
    }

    /// Tells whether both families of signs are as strong as orange.
    private func isDouble(_ day: DaySigns) -> Bool {
        (day.zScore ?? -.infinity) >= self.thresholds.orange && (day.clusterRecurrence ?? 0) >= Self.strongRecurrence
    }

    /// Returns the highest limit that a day holds: its z where that is certain, else what two of three days reach.
    static func held(_ scores: [Double?], at index: Int) -> Double {
        guard let score = scores[index] else { return -.infinity }
        if score >= Self.certain { return score }
        var second = -Double.infinity
        for place in max(0, index - Self.dwell + 1)..<index { second = max(second, scores[place] ?? -.infinity) }
        return min(score, second)
    }
}
