/// Numbers as answers carry them.
enum Figure {
    /// Three decimals are all that a death rate, a z or an expectation carries.
    static func rounded(_ number: Double) -> Double { (number * 1_000).rounded() / 1_000 }

    /// Six decimals, for what is rare: probabilities, and events a year.
    static func precise(_ number: Double) -> Double { (number * 1_000_000).rounded() / 1_000_000 }
}
