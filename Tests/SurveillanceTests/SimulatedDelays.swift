import Foundation
import Surveillance

/// Deaths of an invented department and the days on which they become known, with known truth.
struct SimulatedDelays {
    /// The probability of each delay; sums to 1.
    var delays: [Double] = [0.3, 0.25, 0.15, 0.1, 0.06, 0.04, 0.03, 0.02, 0.01, 0.01, 0.01, 0.005, 0.005, 0.005, 0.005]
    /// Deaths a day.
    var daily = 10.0
    /// How much a day's first delays vary: standard deviation, on the scale of logarithms, of the odds of each against later ones.
    var unrest = 0.0
    /// Whether what would come on a Saturday or a Sunday waits for Monday; the first row is a Monday.
    var weekends = false
    private var generator: SplitMix

    init(seed: UInt64) { self.generator = SplitMix(state: seed) }

    /// So many days: all of what becomes known of each.
    mutating func complete(days: Int) -> [[Double]] {
        (0..<days).map { day in
            var left = self.poisson(self.daily)
            var remaining = 1.0
            let shift = self.unrest * self.normal()
            var row = Array(repeating: 0.0, count: self.delays.count)
            for delay in self.delays.indices {
                let hazard = remaining > 1e-9 ? min(1, self.delays[delay] / remaining) : 1
                let shifted = hazard < 1 ? hazard * exp(shift) / (1 - hazard + hazard * exp(shift)) : 1
                let arrived = delay == self.delays.count - 1 ? left : self.binomial(left, shifted)
                row[self.open(day, delay)] += Double(arrived)
                left -= arrived
                remaining -= self.delays[delay]
            }
            return row
        }
    }

    /// What of it is known on the last day.
    static func known(_ complete: [[Double]]) -> [[Double?]] {
        complete.enumerated().map { day, row in
            row.enumerated().map { delay, count in day + delay < complete.count ? count : nil }
        }
    }

    private func open(_ day: Int, _ delay: Int) -> Int {
        guard self.weekends else { return delay }
        let wait = [0, 0, 0, 0, 0, 2, 1][(day + delay) % 7]
        return min(self.delays.count - 1, delay + wait)
    }

    private mutating func poisson(_ mean: Double) -> Int {
        var (count, time) = (0, 0.0)
        while true {
            time -= log(self.generator.unit())
            if time > mean { return count }
            count += 1
        }
    }

    private mutating func binomial(_ count: Int, _ probability: Double) -> Int {
        (0..<max(0, count)).reduce(0) { sum, _ in sum + (self.generator.unit() < probability ? 1 : 0) }
    }

    private mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + self.generator.unit() } }
}
