import Foundation

/// SplitMix64: the same seed gives the same run.
struct SplitMix {
    var state: UInt64

    /// Above 0, up to 1.
    mutating func unit() -> Double {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (Double((mixed ^ (mixed >> 31)) >> 11) + 1) / 9_007_199_254_740_992
    }
}
