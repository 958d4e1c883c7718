import Glibc

/// The draws that replicates and null years are made of.
extension ReplicateGenerator {
    /// Draws evenly from (0, 1), never 0, so that the logarithm is finite.
    package mutating func uniform() -> Double { (Double(self.next() >> 11) + 0.5) * 0x1p-53 }

    /// Draws from the standard normal distribution (Box and Muller, 1958).
    package mutating func normal() -> Double { sqrt(-2 * log(self.uniform())) * cos(2 * Double.pi * self.uniform()) }

    /// Draws a Poisson number; 0 for a mean that is none. Below a mean of 10 it multiplies chances (Knuth, The Art of Computer Programming 2,
    /// section 3.4.1), else it takes transformed rejection, algorithm PTRS (Hörmann, 1993, Insurance: Mathematics and Economics 12:39–45).
    package mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0, mean < 1e9 else { return 0 }
        guard mean >= 10 else {
            let limit = exp(-mean)
            var (product, drawn) = (self.uniform(), 0)
            while product > limit {
                drawn += 1
                product *= self.uniform()
            }
            return drawn
        }
        let b = 0.931 + 2.53 * sqrt(mean)
        let a = -0.059 + 0.02483 * b
        while true {
            let u = self.uniform() - 0.5
            let v = self.uniform()
            let s = 0.5 - abs(u)
            let k = floor((2 * a / s + b) * u + mean + 0.43)
            if s >= 0.07, v <= 0.9277 - 3.6224 / (b - 2) { return Int(k) }
            if k < 0 || (s < 0.013 && v > s) { continue }
            let alpha = 1.1239 + 1.1328 / (b - 3.4)
            if log(v * alpha / (a / (s * s) + b)) <= k * log(mean) - mean - lgamma(k + 1) { return Int(k) }
        }
    }
}
