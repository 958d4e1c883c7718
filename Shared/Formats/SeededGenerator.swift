/// A generator that gives the same numbers for the same seed, on every machine and in every version (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins at a seed that some numbers lead to.
    ///
    /// - Parameter path: numbers that lead to the seed; other paths give unrelated sequences.
    public init(_ path: UInt64...) {
        var state: UInt64 = 0x5649_4749_4530_3000
        for step in path {
            state = Self.mix(state ^ Self.mix(step &+ 0x9E37_79B9_7F4A_7C15))
        }
        self.state = state
    }

    /// Begins at a seed.
    ///
    /// - Parameter seed: where the sequence begins; for one that needs no path.
    public init(seed: UInt64) { self.state = seed }

    /// Draws the next 64 bits (Steele, Lea and Flood, 2014).
    public mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(self.state)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var word = value
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
