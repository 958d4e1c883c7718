import Glibc

/// The weeks that a week is compared with, by the season that they lie in.
struct FarringtonSeasons: Hashable, Sendable {
    /// Weeks in a row in the same season.
    struct Run: Hashable, Sendable {
        let level: Int
        let places: Range<Int>
    }

    let runs: [Run]
    /// How many seasons have weeks; number 0 is that of the judged week.
    let levels: Int
    /// The time of each week, in years from the judged one.
    let times: [Double]

    /// Takes the weeks in order.
    ///
    /// - Parameters:
    ///   - seasons: of each week, a number for its season; 0 for that of the judged week.
    ///   - times: of each week, years from the judged one.
    init(_ seasons: [Int], times: [Double]) {
        var runs: [Run] = []
        var numbers = [0: 0]
        for (place, season) in seasons.enumerated() {
            let level = numbers[season, default: numbers.count]
            numbers[season] = level
            var first = place
            if let last = runs.last, last.level == level {
                first = last.places.lowerBound
                runs.removeLast()
            }
            runs.append(Run(level: level, places: first..<(place + 1)))
        }
        self.runs = runs
        self.levels = numbers.count
        self.times = times
    }

    /// The weeks as one season.
    var pooled: FarringtonSeasons { FarringtonSeasons([Int](repeating: 0, count: self.times.count), times: self.times) }

    /// Computes e^{βt} by week, each from the week before.
    func grow(_ growth: inout [Double], by trend: Double) {
        let weekly = exp(trend / 52)
        var (last, value) = (-Double.infinity, 0.0)
        for (place, time) in self.times.enumerated() {
            // Weeks are a 52nd apart but where some are left out.
            value = time - last < 1.5 / 52 ? value * weekly : exp(trend * time)
            growth[place] = value
            last = time
        }
    }
}
