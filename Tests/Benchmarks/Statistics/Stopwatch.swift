import Foundation

/// How long something takes, and what the machine itself takes for plain arithmetic as a measure of it.
enum Stopwatch {
    /// Seconds of the quickest of some runs: others on the machine only ever make one longer.
    static func quickest(of runs: Int, _ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<max(1, runs) {
            let began = ContinuousClock.now
            try body()
            best = min(best, (ContinuousClock.now - began) / .seconds(1))
        }
        return best
    }

    /// Seconds for so many exponentials, each with its logarithm.
    static func exponentials(_ number: Int) -> Double {
        var sum = 0.0
        let seconds = self.quickest(of: 2) {
            for index in 0..<number { sum += log(1 + exp(Double(index & 1_023) * 1e-3)) }
        }
        // Whoever does not use a sum need not compute it.
        return sum.isFinite ? seconds : .infinity
    }

    /// Seconds for adding up so many floats of an array, so many times, sixteen at once.
    static func additions(of floats: Int, times: Int) -> Double {
        var values = [SIMD16<Float>](repeating: SIMD16(repeating: 1), count: max(1, floats / 16))
        var all = SIMD16<Float>()
        let seconds = self.quickest(of: 2) {
            for turn in 0..<times {
                values[turn % values.count][0] = Float(turn)
                for value in values { all += value }
            }
        }
        return all.sum().isFinite ? seconds : .infinity
    }
}
