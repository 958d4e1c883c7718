public import Formats
import Glibc

/// Random draws that the standard library does not have.
extension SeededGenerator {
    /// Draws a number from 0 up to 1, which itself does not come.
    public mutating func unit() -> Double { Double(self.next() >> 11) * 0x1p-53 }

    /// Draws from the lower bound up to the upper one, which itself does not come.
    public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + self.unit() * (range.upperBound - range.lowerBound)
    }

    /// Draws from the normal distribution of mean 0 and standard deviation 1 (Box and Muller, 1958).
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - self.unit())).squareRoot()
        return radius * cos(2 * .pi * self.unit())
    }

    /// Draws from the gamma distribution of mean `shape`, for a shape of at least 1 (Marsaglia and Tsang, 2000).
    public mutating func gamma(shape: Double) -> Double {
        let d = Swift.max(1, shape) - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = self.normal()
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            if v > 0, log(1 - self.unit()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    /// Draws a count of the given mean from Poisson's distribution, by adding exponential waiting times; for means up to a few hundred.
    public mutating func poisson(_ mean: Double) -> Int {
        var waited = 0.0, count = -1
        while waited < mean {
            waited -= log(1 - self.unit())
            count += 1
        }
        return Swift.max(0, count)
    }
}
