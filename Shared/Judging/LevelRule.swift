package import Mortality

/// From which z a level holds, and how levels follow one another so that they neither start at one odd day nor flap.
///
/// A rise to orange stands once two of three days in a row reach it, at once where chance would hardly ever reach it
/// (p < 10⁻⁵); red is always that far. A level falls only after three days below it. Pure: a day's level comes from the z of
/// five days and from nothing else, so judging again gives the same.
package struct LevelRule: Hashable, Sendable {
    /// EuroMOMO's bands: low, moderate and high excess begin at 2, 4 and 7.
    package let yellow: Double
    package let orange: Double
    package let red: Double
    /// The z that needs no second day: the normal quantile of 1 − 10⁻⁵.
    package let certain = 4.265

    package init(yellow: Double = 2, orange: Double = 4, red: Double = 7) {
        self.yellow = yellow
        self.orange = max(yellow, orange)
        self.red = max(self.orange, red)
    }

    /// A rise is sought, and a level stays, over this many days.
    package static let dwell = 3
    /// How many days, the judged one included, a level comes from.
    package static let reach = 2 * dwell - 1

    /// The level of the last of some days in a row.
    ///
    /// - Parameter scores: z by day, oldest first; nothing for a day that could not be judged.
    package func level(_ scores: [Double?]) -> Level {
        guard let last = scores.last, last != nil else { return .unknown }
        let latest = scores.indices.suffix(Self.dwell)
        return latest.map { self.confirmed(scores, at: $0) }.max { $0.severity < $1.severity } ?? .green
    }

    /// What one day shows by itself and with the two days before.
    private func confirmed(_ scores: [Double?], at index: Int) -> Level {
        guard let score = scores[index] else { return .green }
        let window = scores[max(0, index - Self.dwell + 1)...index].compactMap(\.self)
        func holds(_ limit: Double) -> Bool {
            score >= limit && (score >= max(limit, self.certain) || window.count { $0 >= limit } >= 2)
        }
        if holds(self.red) { return .red }
        if holds(self.orange) { return .orange }
        return score >= self.yellow ? .yellow : .green
    }
}
