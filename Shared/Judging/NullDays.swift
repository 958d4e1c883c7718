import Glibc
package import Mortality
package import Surveillance

/// Days in a row on which nothing but chance happens: it draws how many die on each, again and again.
///
/// A day's deaths are Poisson with mean mᵢeᵢ. mᵢ is a seventh of what the baseline expects of the seven days around it,
/// times what its day of the week brings. eᵢ = exp(σᵢxᵢ − σᵢ²/2) has mean 1 and makes seven days spread as much as the
/// department's own: x is a normal AR(1) series with xᵢ₊₁ = ρxᵢ + √(1 − ρ²)ε, and σᵢ² = ln(1 + (φ − 1)/(μᵢv)), where v is the
/// variance of a mean of seven of its days, so that the sum of any seven has a variance of φμ. ρ = 0.75 a day lets the effect
/// change from week to week: between one week and the next, the residuals of 95 departments' springs and autumns of 2018
/// and 2019 are correlated by −0.05, hardly more than by a fit to 36 weeks alone.
package struct NullDays: Sendable {
    static let memory = 0.75

    /// The mean m of each day.
    private let means: [Double]
    /// The σ of each day.
    private let spreads: [Double]

    /// Prepares draws for some days.
    ///
    /// - Parameters:
    ///   - baseline: what is true of these years.
    ///   - weekdays: what each day of the week brings, Monday first, 1 on average.
    package init(_ days: [CivilDay], baseline: Baseline, weekdays: [Double]) {
        let expectations = days.map { baseline.expectation(endingOn: $0.advanced(by: 3)) }
        self.means = zip(days, expectations).map { day, expectation in
            let factor = weekdays.indices.contains(day.weekday - 1) ? weekdays[day.weekday - 1] : 1
            return expectation.mean / 7 * factor
        }
        self.spreads = expectations.map { expectation in
            guard expectation.mean > 0, expectation.dispersion > 1 else { return 0 }
            return sqrt(log1p((expectation.dispersion - 1) / (expectation.mean * Self.weekVariance)))
        }
    }

    /// The variance v of a mean of seven days: (7 + 2 Σ (7 − k) ρᵏ) / 49.
    static let weekVariance: Double = {
        var sum = 7.0
        for apart in 1...6 { sum += 2 * Double(7 - apart) * pow(Self.memory, Double(apart)) }
        return sum / 49
    }()

    /// Draws the deaths of each day.
    package func draw(_ random: inout ReplicateGenerator) -> [Int] {
        let innovation = sqrt(1 - Self.memory * Self.memory)
        var state = random.normal()
        return self.means.indices.map { index in
            let spread = self.spreads[index]
            // Without overdispersion there is no effect to be drawn.
            guard spread > 0 else { return random.poisson(self.means[index]) }
            let mean = self.means[index] * exp(spread * state - spread * spread / 2)
            state = Self.memory * state + innovation * random.normal()
            return random.poisson(mean)
        }
    }
}
