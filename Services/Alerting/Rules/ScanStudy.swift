import Contracts
import Judging
import Mortality
import Surveillance

/// A cluster that was found, with the input of the scan when the cluster is worth a look.
struct FoundCluster: Hashable, Sendable {
    let cluster: DeathCluster
    /// The bytes of a message `ScanInput`.
    let input: [UInt8]?
}

/// The input of a scan of a department's day, made of the studies of the department and of its neighbours. It is pure.
///
/// A commune that begins to declare would look like a cluster, and so would the first communes to declare on a day of which the others have not
/// reported yet. So only communes that declare regularly are scanned, and only up to the last day of which nearly all of them have reported. The
/// days before those that a cluster may hold tell which communes declare regularly, because on the days of a possible cluster the communes with
/// a death declare first.
struct ScanStudy: Sendable {
    enum Study: Sendable {
        case input(ClusterInput, leftOut: Int)
        /// The reason why there is nothing to scan, in French.
        case absent(String)
    }

    /// The share of the study's days, before those that a cluster may hold, of which a regular commune has reported.
    static let regular = 0.8
    /// The share of the days that a cluster may hold below which a commune that has fallen silent is left out. It is so low that no regular
    /// commune falls below it for want of deaths.
    static let stillTelling = 0.5
    /// The share of the regular communes that must have reported of the day that is scanned.
    static let complete = 0.9
    /// The number of days back within which a complete day is looked for.
    static let patience = 6

    let territory: DepartmentTerritory
    /// The study of each department whose communes a zone may hold.
    let parts: [DepartmentCode: DepartmentStudy]

    /// The days that a study which ends with a day may need.
    static func days(endingOn day: CivilDay) -> ClosedRange<CivilDay> { day.advanced(by: 1 - ClusterInput.longestStudy)...day }

    /// Returns the study that ends with the last complete day up to a day.
    func input(_ day: CivilDay) -> Study {
        let ground = self.territory.ground
        guard ground.own > 0 else { return .absent("Les coordonnées des communes ne sont pas connues.") }
        guard let first = self.firstReportedDay(upTo: day), first.distance(to: day) + 1 >= ClusterInput.fewestDays else {
            return .absent("Il faut \(ClusterInput.fewestDays) jours déclarés par la moitié de la population pour chercher des regroupements.")
        }
        let places = self.regular(from: first, through: day)
        let own = places.count { $0 < ground.own }
        guard own >= 2 else { return .absent("Trop peu de communes déclarent régulièrement.") }
        let communes = places.map { ground.communes[$0] }
        guard let last = self.lastComplete(communes, day), first.distance(to: last) + 1 >= ClusterInput.fewestDays
        else { return .absent("Trop peu de communes ont déclaré ces derniers jours.") }
        do {
            let input = try ClusterInput(
                communes: communes, points: places.map { ground.points[$0] }, own: own, firstDay: first,
                days: first.distance(to: last) + 1, entries: self.entries(communes, from: first, through: last), radius: ScanGround.radius,
                seed: ClusterInput.seed(self.territory.department, last))
            return .input(input, leftOut: ground.own - own)
        } catch {
            return .absent("Les décès ne se prêtent pas à la recherche de regroupements : \(error.reason).")
        }
    }

    /// Returns the first day of the study, which is the first of which communes of half of the inhabitants reported.
    private func firstReportedDay(upTo day: CivilDay) -> CivilDay? {
        guard let part = self.parts[self.territory.department] else { return nil }
        let days = Self.days(endingOn: day)
        return CivilDay.days(from: days.lowerBound, through: days.upperBound).first { day in
            part.population(on: day).map { $0 * 2 >= self.territory.population } ?? false
        }
    }

    /// Returns the positions, in the ground, of the communes that declare regularly.
    private func regular(from first: CivilDay, through day: CivilDay) -> [Int] {
        // The day of the scan itself is checked by another share.
        let (last, days) = (day.advanced(by: -1), first.distance(to: day))
        let recent = min(ClusterInput.longestCluster, days / 2)
        let communes = self.territory.ground.communes
        return communes.indices.filter { place in
            guard let part = self.parts[communes[place].department] else { return false }
            let all = part.reportedDays(of: communes[place], from: first, through: last)
            let told = part.reportedDays(of: communes[place], from: last.advanced(by: 1 - recent), through: last)
            return Double(all - told) >= Self.regular * Double(days - recent) && Double(told) >= Self.stillTelling * Double(recent)
        }
    }

    private func lastComplete(_ communes: [CommuneCode], _ day: CivilDay) -> CivilDay? {
        (0...Self.patience).map { day.advanced(by: -$0) }.first { day in
            let reporting = communes.count { self.parts[$0.department]?.reportedDays(of: $0, from: day, through: day) == 1 }
            return Double(reporting) >= Self.complete * Double(communes.count)
        }
    }

    /// Returns the deaths of communes by day and commune.
    private func entries(_ communes: [CommuneCode], from first: CivilDay, through last: CivilDay) -> [ClusterInput.Entry] {
        let index = Dictionary(zip(communes, communes.indices), uniquingKeysWith: { $1 })
        let parts = self.parts.values.map { part in (part: part, areas: part.communes.map { index[$0] }) }
        return CivilDay.days(from: first, through: last).enumerated().flatMap { offset, day in
            parts.flatMap { part, areas in
                part.deaths(on: day).compactMap { one in
                    areas[one.place].map { ClusterInput.Entry(day: offset, area: $0, deaths: min(100_000, one.count)) }
                }
            }.sorted { $0.area < $1.area }
        }
    }
}
