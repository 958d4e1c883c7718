/// From where on a department's levels hold, and what that was derived from. Plain numbers, to be kept and frozen.
package struct LevelThresholds: Hashable, Sendable, Codable {
    /// z of seven days. EuroMOMO's bands begin at 2, 4 and 7; orange and red are these or more.
    package let yellow: Double
    package let orange: Double
    package let red: Double
    /// How far below what is expected, in z and as a positive number, seven days look as though declarations were missing.
    package let missing: Double
    /// Recurrence intervals in days from which a day's most likely cluster is yellow, and orange by itself.
    package let yellowRecurrence: Double
    package let orangeRecurrence: Double
    /// Nothing where a department has no history of its own: then the bands stand, and how often they are wrong is not known.
    package let derivation: Derivation?

    /// EuroMOMO's bands (www.euromomo.eu/how-it-works/methods): low, moderate and high excess.
    package static let bands = (yellow: 2.0, orange: 4.0, red: 7.0)

    /// What the simulation of null years and the department's own past say of thresholds.
    package struct Derivation: Hashable, Sendable, Codable {
        /// Years without anything unusual that were simulated, and the overdispersion of their weeks.
        package let simulatedYears: Int
        package let dispersion: Double
        /// The z that the budget alone would ask for, before the bands.
        package let budgetedOrange: Double
        package let budgetedRed: Double
        /// Episodes a simulated year that reach the thresholds that hold.
        package let orangeRate: Rate
        package let redRate: Rate
        package let missingRate: Rate
        /// Years of the department's own past that were judged, and the episodes in them. Real epidemics and heat are
        /// among these, and the baseline was fitted on the same years: no rate of false alarms, but what there was.
        package let pastYears: Double
        package let pastOranges: Int
        package let pastReds: Int

        package init(
            simulatedYears: Int, dispersion: Double, budgetedOrange: Double, budgetedRed: Double, orangeRate: Rate, redRate: Rate,
            missingRate: Rate, pastYears: Double, pastOranges: Int, pastReds: Int
        ) {
            self.simulatedYears = simulatedYears
            self.dispersion = dispersion
            self.budgetedOrange = budgetedOrange
            self.budgetedRed = budgetedRed
            self.orangeRate = orangeRate
            self.redRate = redRate
            self.missingRate = missingRate
            self.pastYears = pastYears
            self.pastOranges = pastOranges
            self.pastReds = pastReds
        }
    }

    /// Episodes a year.
    package struct Rate: Hashable, Sendable, Codable {
        package let yearly: Double
        /// Whether there were too few to be counted, so that the rate is read off an exponential tail.
        package let isExtrapolated: Bool

        package init(yearly: Double, isExtrapolated: Bool) {
            self.yearly = yearly
            self.isExtrapolated = isExtrapolated
        }
    }

    /// Thresholds that are given; each level's are at least those of the level below it.
    package init(
        yellow: Double = Self.bands.yellow, orange: Double = Self.bands.orange, red: Double = Self.bands.red,
        missing: Double = Self.bands.orange, yellowRecurrence: Double = 100,
        orangeRecurrence: Double = FalseAlarmBudget().orangeRecurrence, derivation: Derivation? = nil
    ) {
        self.yellow = yellow
        self.orange = max(yellow, orange)
        self.red = max(self.orange, red)
        self.missing = missing
        self.yellowRecurrence = yellowRecurrence
        self.orangeRecurrence = max(yellowRecurrence, orangeRecurrence)
        self.derivation = derivation
    }
}
