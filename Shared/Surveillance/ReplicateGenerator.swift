/// A fast generator with a seed, so that a p-value can be computed again to the last digit: xoshiro256++ (Blackman and
/// Vigna, 2021), its state drawn by SplitMix64.
public struct ReplicateGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// Begins at a seed.
    ///
    /// - Parameter seed: the same gives the same numbers.
    public init(seed: UInt64) {
        var counter = seed
        func next() -> UInt64 {
            counter &+= 0x9E37_79B9_7F4A_7C15
            var z = counter
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        self.state = (next(), next(), next(), next())
    }

    /// Draws the next 64 bits.
    public mutating func next() -> UInt64 {
        let sum = self.state.0 &+ self.state.3
        let result = (sum << 23 | sum >> 41) &+ self.state.0
        let shifted = self.state.1 << 17
        self.state.2 ^= self.state.0
        self.state.3 ^= self.state.1
        self.state.1 ^= self.state.2
        self.state.0 ^= self.state.3
        self.state.2 ^= shifted
        self.state.3 = self.state.3 << 45 | self.state.3 >> 19
        return result
    }

    /// Draws a whole number from 0 up to a bound, all as likely but for a bias under bound/2⁶⁴ (Lemire, 2019).
    mutating func below(_ bound: Int) -> Int { Int(self.next().multipliedFullWidth(by: UInt64(max(1, bound))).high) }
}
