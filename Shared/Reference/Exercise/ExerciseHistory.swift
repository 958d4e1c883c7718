import Formats
import Glibc
import Mortality

/// How many died on each day of the exercise's past: with a season, an epidemic each winter, and a spread slightly wider than Poisson's. A
/// day's deaths depend on the day and the seed alone, so that tomorrow's import only adds to today's.
struct ExerciseHistory: Sendable {
    let seed: UInt64
    /// The inhabitants of all communes together.
    let population: Int

    /// The variance of a day's deaths divided by their mean.
    static let dispersion = 1.15
    private static let deathsPerInhabitantAndYear = 0.0095

    /// Returns how many deaths the day would bring on average.
    func expected(_ day: CivilDay) -> Double {
        let years = Double(day.daysSinceEpoch) / 365.2425
        let season = 1 + 0.11 * cos(2 * .pi * (years - 0.04))
        let trend = 1 + 0.003 * (years - 50)
        let weekday = [1.02, 1.01, 1.0, 1.0, 1.0, 0.99, 0.98][day.weekday - 1]
        return Double(self.population) * Self.deathsPerInhabitantAndYear / 365.2425 * season * trend * weekday * (1 + self.epidemic(day))
    }

    /// Returns the share that the winter's epidemic adds. Each winter has its own peak, height and length.
    private func epidemic(_ day: CivilDay) -> Double {
        let winter = day.month >= 7 ? day.year + 1 : day.year
        guard let newYear = try? CivilDay(year: winter, month: 1, day: 1) else { return 0 }
        var random = SeededGenerator(self.seed, 5, UInt64(winter))
        let height = random.uniform(0.06...0.28), peak = random.uniform(-8...50), width = random.uniform(13...20)
        let distance = (Double(newYear.distance(to: day)) - peak) / width
        return height * exp(-distance * distance / 2)
    }

    /// Draws how many died on the day.
    func deaths(_ day: CivilDay) -> Int {
        var random = SeededGenerator(self.seed, 6, UInt64(bitPattern: Int64(day.daysSinceEpoch)))
        let mean = self.expected(day)
        // A Poisson count whose mean varies by a gamma factor has the variance asked for.
        let shape = mean / (Self.dispersion - 1)
        return random.poisson(mean * random.gamma(shape: shape) / shape)
    }
}
