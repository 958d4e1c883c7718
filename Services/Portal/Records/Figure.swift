/// Rounds numbers for answers.
enum Figure {
    /// Rounds to three decimals, which is all that a death rate, a z or an expectation carries.
    static func rounded(_ number: Double) -> Double { (number * 1_000).rounded() / 1_000 }

    /// Rounds to six decimals, for small numbers: probabilities, and events a year.
    static func precise(_ number: Double) -> Double { (number * 1_000_000).rounded() / 1_000_000 }
}
