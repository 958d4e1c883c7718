/// What a commune has had, so that a number far from it is asked about.
struct PastDeaths: Hashable, Sendable {
    /// Mean of a week of its last three years that are known.
    let perWeek: Double
    /// The most of one day.
    let mostADay: Int

    /// Whether a number of one day makes one wonder: beyond the worst day of the past, and beyond two in any case.
    func isSurprising(_ deaths: Int) -> Bool { deaths > max(self.mostADay, 2) }

    /// Where nothing is known, numbers from ten on make one wonder.
    static func isSurprising(_ deaths: Int, by past: PastDeaths?) -> Bool { past.map { $0.isSurprising(deaths) } ?? (deaths >= 10) }
}
