import Judging
import Mortality
import Persistence
import Surveillance

/// What a scan of a department's day is given, out of the copy of the counts.
///
/// A commune that begins to declare would look like a cluster, and so would those that declare first on a day of which the
/// others have not told yet. So only communes that declare regularly are looked at, and only up to the last day of which
/// nearly all of them have told. Who declares regularly is told by the days before those that a cluster may hold: on these,
/// who has a death declares first.
struct ScanStudy: Sendable {
    enum Study: Sendable {
        case input(ClusterInput, leftOut: Int)
        /// Why there is nothing to scan, in French.
        case absent(String)
    }

    /// Of the days of the study before those that a cluster may hold, that a regular commune has told of.
    static let regular = 0.8
    /// Of the days that a cluster may hold, so many that one which fell silent since is left out: few enough that no regular
    /// commune comes below it for want of deaths.
    static let stillTelling = 0.5
    /// Of the regular communes that have told of the day that is looked at.
    static let complete = 0.9
    /// How many days back a complete one is sought.
    static let patience = 6

    let territory: Territory
    let store: AlertingStore

    /// The study that ends with the last complete day up to a day.
    func input(_ day: CivilDay, in transaction: Transaction) async throws -> Study {
        let ground = self.territory.ground
        guard ground.own > 0 else { return .absent("Les coordonnées des communes ne sont pas connues.") }
        let department = self.territory.department
        let earliest = day.advanced(by: 1 - ClusterInput.longestStudy)
        let first = try await self.store.firstReportedDay(
            of: department, from: earliest, through: day, population: self.territory.population, in: transaction)
        guard let first, first.distance(to: day) + 1 >= ClusterInput.fewestDays else {
            return .absent("Il faut \(ClusterInput.fewestDays) jours déclarés par la moitié de la population pour chercher des regroupements.")
        }
        let places = try await self.regular(ground, from: first, through: day, in: transaction)
        let own = places.count { $0 < ground.own }
        guard own >= 2 else { return .absent("Trop peu de communes déclarent régulièrement.") }
        let communes = places.map { ground.communes[$0] }
        guard let last = try await self.lastComplete(communes, day, in: transaction), first.distance(to: last) + 1 >= ClusterInput.fewestDays
        else { return .absent("Trop peu de communes ont déclaré ces derniers jours.") }
        let index = Dictionary(zip(communes, communes.indices), uniquingKeysWith: { $1 })
        let deaths = try await self.store.deaths(of: communes, in: ground.departments, from: first, through: last, in: transaction)
        let entries = deaths.compactMap { one in
            index[one.commune].map { ClusterInput.Entry(day: first.distance(to: one.day), area: $0, deaths: min(100_000, one.deaths)) }
        }.sorted { ($0.day, $0.area) < ($1.day, $1.area) }
        do {
            let input = try ClusterInput(
                communes: communes, points: places.map { ground.points[$0] }, own: own, firstDay: first,
                days: first.distance(to: last) + 1, entries: entries, radius: ScanGround.radius, seed: ClusterInput.seed(department, last))
            return .input(input, leftOut: ground.own - own)
        } catch {
            return .absent("Les décès ne se prêtent pas à la recherche de regroupements : \(error.reason).")
        }
    }

    /// Places in the ground of the communes that declare regularly.
    private func regular(
        _ ground: ScanGround, from first: CivilDay, through day: CivilDay, in transaction: Transaction
    ) async throws -> [Int] {
        // The day itself is judged by its own measure.
        let (last, days) = (day.advanced(by: -1), first.distance(to: day))
        let recent = min(ClusterInput.longestCluster, days / 2)
        let reported = try await self.store.reportedDays(
            of: ground.communes, in: ground.departments, from: first, through: last, recentAfter: last.advanced(by: -recent), in: transaction)
        return ground.communes.indices.filter { place in
            guard let told = reported[ground.communes[place]] else { return false }
            return Double(told.all - told.recent) >= Self.regular * Double(days - recent)
                && Double(told.recent) >= Self.stillTelling * Double(recent)
        }
    }

    private func lastComplete(_ communes: [CommuneCode], _ day: CivilDay, in transaction: Transaction) async throws -> CivilDay? {
        let reporting = try await self.store.reporting(
            communes, in: self.territory.ground.departments, from: day.advanced(by: -Self.patience), through: day, in: transaction)
        return (0...Self.patience).map { day.advanced(by: -$0) }
            .first { Double(reporting[$0] ?? 0) >= Self.complete * Double(communes.count) }
    }
}
