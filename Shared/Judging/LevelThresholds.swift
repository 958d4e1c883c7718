/// The limits from which a department's levels hold, and what they were derived from. They are plain numbers, to be stored and frozen.
package struct LevelThresholds: Hashable, Sendable, Codable {
    /// The z-score of seven days from which yellow holds. EuroMOMO's bands begin at 2, 4 and 7; orange and red are these or more.
    package let yellow: Double
    /// The z-score of seven days from which orange holds.
    package let orange: Double
    package let red: Double
    /// How far below what is expected seven days must lie, in z and as a positive number, to look as though declarations were missing.
    package let missing: Double
    /// The recurrence interval, in days, from which a day's most likely cluster is yellow.
    package let yellowRecurrence: Double
    /// The recurrence interval, in days, from which a cluster is orange by itself.
    package let orangeRecurrence: Double
    /// What the limits were derived from; `nil` where a department has no history of its own: then the bands stand, and how often they are
    /// wrong is not known.
    package let derivation: Derivation?

    /// The limits of EuroMOMO's bands (www.euromomo.eu/how-it-works/methods): low, moderate and high excess.
    package static let bands = (yellow: 2.0, orange: 4.0, red: 7.0)

    /// What the simulation of null years and the department's own past say of the thresholds.
    package struct Derivation: Hashable, Sendable, Codable {
        /// How many years without anything unusual were simulated.
        package let simulatedYears: Int
        /// The overdispersion φ of their weeks.
        package let dispersion: Double
        /// The z-score that the budget alone would ask for, before the bands.
        package let budgetedOrange: Double
        /// The z-score that the budget alone would ask for of a red.
        package let budgetedRed: Double
        /// How many episodes a simulated year reach the threshold of orange that holds.
        package let orangeRate: Rate
        /// How many episodes a simulated year reach the threshold of red that holds.
        package let redRate: Rate
        package let missingRate: Rate
        /// How many years of the department's own past were judged. Real epidemics and heat are among the episodes in them, and the baseline
        /// was fitted on the same years, so these are no rate of false alarms.
        package let pastYears: Double
        /// How many episodes of those years reached orange.
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

    /// How many episodes a year there are.
    package struct Rate: Hashable, Sendable, Codable {
        package let yearly: Double
        /// Whether there were too few to be counted, so that the rate is read off an exponential tail.
        package let isExtrapolated: Bool

        package init(yearly: Double, isExtrapolated: Bool) {
            self.yearly = yearly
            self.isExtrapolated = isExtrapolated
        }
    }

    /// Takes thresholds that are given; each level's are raised to at least those of the level below it.
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
