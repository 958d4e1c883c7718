import Mortality
import Runtime
import Web

/// What a commune has had on its worst day, so that a count far beyond it is told: 250 for 25 is a slip of the hand.
///
/// Such a count is taken, since it may be true; who sent it and who keeps the ledger see the mark.
struct UsualDeaths: Sendable {
    /// The highest count of deaths that never raises a warning, however small the commune.
    static let unremarkable = 10
    /// The deaths for each inhabitant and day in an ordinary year: 9.9 in a thousand a year (INSEE, Bilan démographique 2023).
    static let dailyRate = 0.0099 / 365

    private let most: [CommuneCode: Int]

    /// Creates the rule from what communes have had.
    ///
    /// - Parameter most: The most deaths of one day in the past, of each commune whose past is known.
    init(most: [CommuneCode: Int] = [:]) { self.most = most }

    /// Returns a warning about a declaration's count, in words. It returns `nil` when the count is no more than three times the worst day of
    /// the commune's past or, where no past is known, twenty times what its number of inhabitants lets expect.
    func warning(_ declaration: Declaration, in commune: CommuneEntry) -> String? {
        let deaths = Int(declaration.deaths.number)
        guard deaths > Self.unremarkable, !declaration.isWithdrawn else { return nil }
        if let most = self.most[declaration.commune] ?? self.most[declaration.commune.municipality] {
            guard deaths > most.multipliedReportingOverflow(by: 3).partialValue else { return nil }
            return "deaths: \(deaths), where the commune never had more than \(most) on one day of its past"
        }
        guard Double(deaths) > 20 * Double(commune.population) * Self.dailyRate else { return nil }
        return "deaths: \(deaths), far beyond what \(commune.population) inhabitants let expect of one day"
    }
}
