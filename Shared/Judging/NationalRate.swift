package import Surveillance

/// The expectation where a department's own past says nothing: the nation's deaths per inhabitant, with all that departments differ by.
///
/// Computed from INSEE's deaths by department of 2018 and 2019 over the inhabitants of 2023: 8.99 deaths a year for 1,000
/// inhabitants, and between 95 departments (2.9 to 15.0) a standard deviation of 0.284 on the scale of logarithms.
package enum NationalRate {
    /// Deaths a year per inhabitant.
    package static let yearly = 8.99 / 1_000
    /// The standard deviation of the logarithm of rates between departments.
    package static let spread = 0.284
    /// The overdispersion of weeks: in winter more die than in summer, which the rate does not know.
    package static let dispersion = 2.0

    package static func expectation(inhabitants: Int) -> EuroMOMO.Expectation {
        EuroMOMO.Expectation(
            mean: Double(inhabitants) * self.yearly * 7 / 365.25, standardError: self.spread, dispersion: self.dispersion)
    }
}
