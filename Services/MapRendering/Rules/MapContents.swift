import Cartography
import Contracts
import French
import Mortality

/// Turns what is known of a department into the contents of a map.
struct MapContents: Sendable {
    let territory: MappedDepartment
    let day: CivilDay
    let indicator: Indicator
    let situation: Situation

    /// Returns the contents of the map.
    var choropleth: Choropleth {
        var values: [AreaCode: Choropleth.Value] = [:]
        for commune in self.territory.communes { values[.commune(commune.code)] = self.value(of: commune) }
        let words = MapWords(contents: self)
        return Choropleth(
            scale: ValueScale(self.indicator), department: self.territory.code, day: self.day, title: words.title, subtitle: words.subtitle,
            summary: words.summary, notes: words.notes, source: words.source, freshness: words.freshness, values: values)
    }

    /// Returns what is shown of a commune. A commune that declared nothing shows no zero.
    ///
    /// - Parameter inWords: whether it is told in words too, which takes most of the time.
    func value(of commune: MappedDepartment.Commune, inWords: Bool = true) -> Choropleth.Value {
        let known = self.situation.communes[commune.code] ?? Situation.Commune()
        guard inWords else { return Choropleth.Value(self.reading(of: known, population: commune.population), text: "") }
        let deaths7 = "\(MapWords.deaths(known.deaths7)) en 7\(FrenchText.space)jours"
        let silent = Choropleth.Value(.silent, text: "aucune déclaration")
        switch self.indicator {
        case .deaths:
            return known.isReported ? Choropleth.Value(.value(Double(known.deaths)), text: MapWords.deaths(known.deaths)) : silent
        case .rate:
            guard known.reportedDays > 0 else { return silent }
            guard let rate = MortalityRate.crude(deaths: known.deaths7, population: commune.population) else {
                return Choropleth.Value(.undefined, text: "\(deaths7), sans habitant")
            }
            let text = "\(FrenchText.decimal(rate)) pour 100\(FrenchText.thin)000\(FrenchText.space)habitants (\(deaths7))"
            return Choropleth.Value(.value(rate), text: text)
        case .ratio:
            guard known.reportedDays > 0 else { return silent }
            guard let expected = known.expected7, expected > 0 else {
                return Choropleth.Value(.undefined, text: "\(deaths7), sans historique")
            }
            let ratio = Double(known.deaths7) / expected
            let text = "\(FrenchText.decimal(ratio, decimals: 2)) fois l’attendu (\(deaths7), \(FrenchText.decimal(expected)) attendus)"
            return Choropleth.Value(.value(ratio), text: text)
        case .level:
            let level = self.situation.assessment?.level ?? .unknown
            return Choropleth.Value(.level(level), text: "niveau \(level.french) du département")
        case .completeness:
            guard known.reportedDays > 0 else { return silent }
            return Choropleth.Value(
                .value(Double(known.reportedDays)), text: "\(FrenchText.count(known.reportedDays, "jour déclaré", "jours déclarés")) sur 7")
        }
    }

    /// Returns the same without words.
    private func reading(of known: Situation.Commune, population: Int) -> Reading {
        switch self.indicator {
        case .deaths: return known.isReported ? .value(Double(known.deaths)) : .silent
        case .level: return .level(self.situation.assessment?.level ?? .unknown)
        case .rate, .ratio, .completeness:
            guard known.reportedDays > 0 else { return .silent }
            if self.indicator == .completeness { return .value(Double(known.reportedDays)) }
            if self.indicator == .rate { return MortalityRate.crude(deaths: known.deaths7, population: population).map(Reading.value) ?? .undefined }
            guard let expected = known.expected7, expected > 0 else { return .undefined }
            return .value(Double(known.deaths7) / expected)
        }
    }
}
