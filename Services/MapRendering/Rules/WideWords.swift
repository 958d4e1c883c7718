import Cartography
import Contracts
import French
import Mortality

/// The French words around a map of several departments.
struct WideWords {
    let contents: WideContents

    private var isOfOneDay: Bool { self.contents.indicator == .deaths }

    var title: String {
        let place =
            switch self.contents.subject {
            case .department(let code): self.contents.parts.first?.territory.name ?? code.text
            case .region(let region): region.name
            case .nation: "France"
            }
        return "\(place) – \(MapWords.title(of: self.contents.indicator))"
    }

    var subtitle: String {
        let what =
            switch (self.contents.indicator, self.contents.division) {
            case (.level, _): ""
            case (_, .communes): ", par commune de décès"
            case (_, .departments): ", par département de décès"
            }
        return MapWords.period(self.contents.day, isOfOneDay: self.isOfOneDay) + what
    }

    /// Returns the map in one sentence.
    var summary: String {
        let (deaths, deaths7) = self.contents.parts.reduce((0, 0)) { ($0.0 + $1.deaths, $0.1 + $1.deaths7) }
        let communes = self.contents.parts.reduce(0) { $0 + $1.territory.communes.count }
        switch self.contents.indicator {
        case .deaths:
            let reported = self.contents.parts.reduce(0) { $0 + $1.reported }
            let declared = deaths == 0 ? "Aucun décès déclaré" : FrenchText.count(deaths, "décès déclaré", "décès déclarés")
            return "\(declared)\(FrenchText.thin); \(FrenchText.number(reported)) communes sur \(FrenchText.number(communes)) ont répondu"
        case .rate:
            let people = self.contents.parts.reduce(0) { $0 + $1.territory.population }
            guard let rate = MortalityRate.crude(deaths: deaths7, population: people) else { return self.week(deaths7) }
            return "\(self.week(deaths7)), soit \(FrenchText.decimal(rate)) pour 100\(FrenchText.thin)000\(FrenchText.space)habitants"
        case .ratio: return self.week(deaths7) + self.expectation
        case .level:
            let levels = self.contents.parts.map { $0.situation.assessment?.level ?? .unknown }
            let (red, orange) = (levels.count { $0 == .red }, levels.count { $0 == .orange })
            return "\(FrenchText.count(red, "département", "départements")) en rouge, \(FrenchText.number(orange)) en orange"
        case .completeness:
            let reported = self.contents.parts.reduce(0) { $0 + $1.situation.communes.values.count { $0.reportedDays > 0 } }
            return "\(FrenchText.number(reported)) communes sur \(FrenchText.number(communes)) ont répondu un jour au moins"
        }
    }

    private func week(_ deaths: Int) -> String { "\(FrenchText.capitalized(MapWords.deaths(deaths))) en 7\(FrenchText.space)jours" }

    /// The expected deaths, told only when they are known of all departments. All deaths are told, so what whole departments expect is told too.
    private var expectation: String {
        let known = self.contents.parts.compactMap { $0.situation.assessment?.wholeExpected }
        guard !known.isEmpty, known.count == self.contents.parts.count else { return "" }
        return " pour \(FrenchText.decimal(known.reduce(0, +))) attendus"
    }

    /// Returns what a reader must know so as not to be misled.
    var notes: [String] {
        var notes: [String] = []
        let (watched, others) = (self.contents.parts.count, self.contents.unwatched.count)
        if others > 0 {
            notes.append(
                "\(FrenchText.count(watched, "département suivi", "départements suivis")) sur \(FrenchText.number(watched + others))\(FrenchText.thin); les totaux ne portent que sur \(watched < 2 ? "lui" : "eux")."
            )
        }
        switch (self.contents.indicator, self.contents.division) {
        case (.rate, .communes), (.ratio, .communes):
            notes.append("Dans une petite commune, un seul décès suffit à changer de couleur. Le lieu est celui du décès, non du domicile.")
        case (.rate, .departments), (.ratio, .departments): notes.append("Le lieu est celui du décès, non du domicile.")
        case (.level, .communes): notes.append("Le niveau est celui du département entier\(FrenchText.thin); il est le même pour toutes ses communes.")
        case (.completeness, .communes): notes.append("Une commune qui déclare n’avoir aucun décès a répondu.")
        default: break
        }
        if self.contents.subject == .nation { notes.append("Chaque carton a sa propre échelle.") }
        return notes
    }

    var source: String {
        let projection: String? =
            switch self.contents.subject {
            case .nation: "Lambert-93 et projections légales d’outre-mer"
            case .department, .region: self.contents.subject.departments.first.map { Projection.standard(for: $0).name }
            }
        return
            "Sources\(FrenchText.space): déclarations des communes (Vigie)\(FrenchText.thin); contours IGN Admin Express\(FrenchText.thin); projection \(projection ?? "")"
    }

    /// Returns the time of the figures, by the clock of Paris.
    var freshness: String {
        let received = self.contents.parts.compactMap { self.isOfOneDay ? $0.situation.lastReceivedOfDay : $0.situation.lastReceivedOfWeek }.max()
        return MapWords.freshness(received, zone: "Europe/Paris", day: self.contents.day)
    }
}
