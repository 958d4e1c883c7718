/// The deaths that a commune had in the past, with which unusual numbers are recognised.
struct PastDeaths: Hashable, Sendable {
    /// The mean number of deaths in a week of the last three years that are known.
    let perWeek: Double
    /// The most deaths of one day.
    let mostADay: Int

    /// Returns whether a number of deaths of one day is surprising: above that of the worst day of the past, and above two in any case.
    func isSurprising(_ deaths: Int) -> Bool { deaths > max(self.mostADay, 2) }

    /// Returns whether a number of deaths of one day is surprising; where no past is known, ten or more are.
    static func isSurprising(_ deaths: Int, by past: PastDeaths?) -> Bool { past.map { $0.isSurprising(deaths) } ?? (deaths >= 10) }
}
