package import Mortality

/// Computes which part of its department's expected deaths each commune expects.
///
/// Deaths are counted where they happen: the commune of a hospital expects more than its inhabitants would tell. Where
/// there are three months of commune counts with more than 200 deaths, a commune's share is that of these deaths,
/// (dᵢ + c pᵢ) / (D + c): D deaths in all and, so that no commune expects exactly none, one a commune (c), spread by
/// population pᵢ. Elsewhere it is the share of the population.
package enum CommuneShares {
    /// A commune's deaths in the past, and on how many days they are known.
    package struct Past: Hashable, Sendable {
        package let deaths: Int
        package let firstDay: CivilDay
        package let lastDay: CivilDay

        package init(deaths: Int, firstDay: CivilDay, lastDay: CivilDay) {
            self.deaths = deaths
            self.firstDay = firstDay
            self.lastDay = lastDay
        }
    }

    static let shortestPast = 90
    static let fewestDeaths = 200

    /// Returns the share of each commune; all shares add up to 1.
    ///
    /// - Parameters:
    ///   - populations: inhabitants by municipality.
    ///   - past: counts of the past by municipality; those of other codes do not count.
    package static func shares(populations: [CommuneCode: Int], past: [CommuneCode: Past]) -> [CommuneCode: Double] {
        let inhabitants = Double(populations.values.reduce(0, +))
        let known = past.filter { populations[$0.key] != nil }
        let deaths = known.values.reduce(0) { $0 + $1.deaths }
        let first = known.values.map(\.firstDay).min()
        let last = known.values.map(\.lastDay).max()
        guard let first, let last, first.distance(to: last) + 1 >= self.shortestPast, deaths > self.fewestDeaths else {
            return inhabitants > 0 ? populations.mapValues { Double($0) / inhabitants } : [:]
        }
        let prior = inhabitants > 0 ? Double(populations.count) : 0
        let total = Double(deaths) + prior
        return populations.reduce(into: [:]) { shares, commune in
            let part = inhabitants > 0 ? Double(commune.value) / inhabitants : 0
            shares[commune.key] = (Double(known[commune.key]?.deaths ?? 0) + prior * part) / total
        }
    }
}
