import Cartography
import Contracts
import French
import Mortality

/// Turns what is known of several departments into the contents of a map of them.
struct WideContents: Sendable {
    /// A department that is watched, with its situation.
    struct Part: Sendable {
        let territory: MappedDepartment
        let situation: Situation

        var deaths: Int { self.situation.communes.values.reduce(0) { $0 + $1.deaths } }
        var deaths7: Int { self.situation.communes.values.reduce(0) { $0 + $1.deaths7 } }
        var reported: Int { self.situation.communes.values.count { $0.isReported } }
        var reportedDays: Int { self.situation.communes.values.reduce(0) { $0 + $1.reportedDays } }
        /// The share of its communes' days that were reported, of a hundred.
        var completeness: Double {
            self.territory.communes.isEmpty ? 0 : 100 * Double(self.reportedDays) / Double(7 * self.territory.communes.count)
        }
    }

    let subject: MapSubject
    let division: MapDivision
    let day: CivilDay
    let indicator: Indicator
    let parts: [Part]
    /// The departments that show as outlines only.
    let unwatched: [DepartmentCode]
    /// Whether each area is told in words. A picture has no room for them.
    let hasWords: Bool

    /// Returns the contents of the map.
    var choropleth: Choropleth {
        var values: [AreaCode: Choropleth.Value] = [:]
        values.reserveCapacity(self.division == .communes ? self.parts.reduce(0) { $0 + $1.territory.communes.count } : 128)
        for part in self.parts {
            if self.division == .communes {
                let contents = MapContents(territory: part.territory, day: self.day, indicator: self.indicator, situation: part.situation)
                for commune in part.territory.communes { values[.commune(commune.code)] = contents.value(of: commune, inWords: self.hasWords) }
            } else {
                values[.department(part.territory.code)] = self.value(of: part)
            }
        }
        for code in self.unwatched { values[.department(code)] = Choropleth.Value(.unwatched, text: "non suivi") }
        let words = WideWords(contents: self)
        return Choropleth(
            scale: ValueScale(self.indicator, by: self.division, showsUnwatched: !self.unwatched.isEmpty), department: nil, day: self.day,
            title: words.title, subtitle: words.subtitle, summary: words.summary, notes: words.notes, source: words.source,
            freshness: words.freshness, values: values)
    }

    /// Returns what is shown of a whole department. A department that declared nothing shows no zero.
    func value(of part: Part) -> Choropleth.Value {
        let deaths7 = "\(MapWords.deaths(part.deaths7)) en 7\(FrenchText.space)jours"
        let silent = Choropleth.Value(.silent, text: "aucune déclaration")
        switch self.indicator {
        case .deaths:
            return part.reported > 0 ? Choropleth.Value(.value(Double(part.deaths)), text: MapWords.deaths(part.deaths)) : silent
        case .rate:
            guard part.reportedDays > 0 else { return silent }
            guard let rate = MortalityRate.crude(deaths: part.deaths7, population: part.territory.population) else {
                return Choropleth.Value(.undefined, text: "\(deaths7), sans habitant")
            }
            return Choropleth.Value(.value(rate), text: "\(FrenchText.decimal(rate)) pour 100\(FrenchText.thin)000\(FrenchText.space)habitants (\(deaths7))")
        case .ratio:
            guard part.reportedDays > 0 else { return silent }
            guard let expected = part.situation.assessment?.expectation?.expected, expected > 0 else {
                return Choropleth.Value(.undefined, text: "\(deaths7), sans historique")
            }
            // The expectation holds for the communes by which the department is judged.
            var (counted, told) = (part.deaths7, deaths7)
            if let assessment = part.situation.assessment, case .panel = assessment.ground {
                counted = assessment.observed
                told = "\(MapWords.deaths(counted)) dans le panel de communes"
            }
            let ratio = Double(counted) / expected
            return Choropleth.Value(
                .value(ratio),
                text: "\(FrenchText.decimal(ratio, decimals: 2)) fois l’attendu (\(told), \(FrenchText.decimal(expected)) attendus)")
        case .level:
            let level = part.situation.assessment?.level ?? .unknown
            return Choropleth.Value(.level(level), text: "niveau \(level.french)")
        case .completeness:
            guard part.reportedDays > 0 else { return silent }
            return Choropleth.Value(
                .value(part.completeness), text: "\(FrenchText.percent(part.completeness / 100)) des journées déclarées")
        }
    }
}
