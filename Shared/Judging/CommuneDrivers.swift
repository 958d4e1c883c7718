package import Mortality
import Surveillance

/// Which communes drive what was judged: each beside its share of what its department expects.
package struct CommuneDrivers: Hashable, Sendable {
    /// A commune beside what it expects in the seven days.
    package struct Driver: Hashable, Sendable {
        package let commune: CommuneCode
        package let observed: Int
        package let expected: Double
        /// The probability that its risk is more than a quarter above what it expects: P(θ > 1.25 | deaths).
        package let exceedance: Double
    }

    /// The communes, those with the most deaths beyond what they expect first.
    package let drivers: [Driver]

    /// Compares communes with what they expect.
    ///
    /// - Parameters:
    ///   - deaths: of the seven days.
    ///   - shares: each commune's part of what the whole department expects.
    ///   - expected: of the whole department.
    package init(deaths: [CommuneCode: Int], shares: [CommuneCode: Double], expected: Double) {
        let codes = shares.filter { $0.value > 0 }.keys.sorted()
        let pairs = codes.map { (observed: deaths[$0] ?? 0, expected: (shares[$0] ?? 0) * max(0, expected)) }
        let exceedances = Self.exceedances(pairs)
        self.drivers = zip(zip(codes, pairs), exceedances).map { one, exceedance in
            Driver(commune: one.0, observed: one.1.observed, expected: one.1.expected, exceedance: exceedance)
        }.sorted { first, second in
            let (a, b) = (Double(first.observed) - first.expected, Double(second.observed) - second.expected)
            return a != b ? a > b : first.commune < second.commune
        }
    }

    /// Returns the exceedance of each of some communes, their spread estimated from all of them; 0 where nothing can be told.
    package static func exceedances(_ communes: [(observed: Int, expected: Double)]) -> [Double] {
        let known = communes.filter { $0.expected > 0 }
        guard !known.isEmpty,
            let prior = try? RatioPrior(known.map { Double(max(0, $0.observed)) }, expected: known.map(\.expected))
        else { return communes.map { _ in 0 } }
        return communes.map { commune in
            (try? prior.posterior(of: Double(max(0, commune.observed)), expected: commune.expected))?.exceedance() ?? 0
        }
    }
}
