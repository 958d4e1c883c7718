import Cartography
import Contracts
import Foundation
import French
import Mortality

/// The French words around a map.
struct MapWords {
    let contents: MapContents

    private var territory: MappedDepartment { self.contents.territory }
    private var situation: Situation { self.contents.situation }
    /// Whether the map is of one day rather than of seven.
    private var isOfOneDay: Bool { self.contents.indicator == .deaths }
    private var observed: Int { self.situation.communes.values.reduce(0) { $0 + $1.deaths7 } }

    static func deaths(_ number: Int) -> String { number == 0 ? "aucun décès" : FrenchText.count(number, "décès", "décès") }

    /// Returns the name of an indicator in a title.
    static func title(of indicator: Indicator) -> String {
        switch indicator {
        case .deaths: "décès déclarés"
        case .rate: "taux de décès"
        case .ratio: "décès rapportés aux décès attendus"
        case .level: "niveau d’alerte"
        case .completeness: "déclarations reçues"
        }
    }

    /// Returns the day, or the seven days that end with it, in words.
    static func period(_ day: CivilDay, isOfOneDay: Bool) -> String {
        FrenchText.capitalized(isOfOneDay ? FrenchText.dateWithWeekday(day) : FrenchText.period(from: day.advanced(by: -6), through: day))
    }

    var title: String { "\(self.territory.name) (\(self.territory.code)) – \(Self.title(of: self.contents.indicator))" }

    var subtitle: String {
        let period = Self.period(self.contents.day, isOfOneDay: self.isOfOneDay)
        return self.contents.indicator == .level ? period : "\(period), par commune de décès"
    }

    /// Returns the map in one sentence.
    var summary: String {
        let communes = self.territory.communes.count
        let reported = self.situation.communes.values.count { self.isOfOneDay ? $0.isReported : $0.reportedDays > 0 }
        let week = "\(FrenchText.capitalized(Self.deaths(self.observed))) en 7\(FrenchText.space)jours"
        switch self.contents.indicator {
        case .deaths:
            let deaths = self.situation.communes.values.reduce(0) { $0 + $1.deaths }
            let declared = deaths == 0 ? "Aucun décès déclaré" : "\(FrenchText.count(deaths, "décès déclaré", "décès déclarés"))"
            return "\(declared)\(FrenchText.thin); \(FrenchText.number(reported)) communes sur \(FrenchText.number(communes)) ont répondu"
        case .rate:
            guard let rate = MortalityRate.crude(deaths: self.observed, population: self.territory.population) else { return week }
            return "\(week), soit \(FrenchText.decimal(rate)) pour 100\(FrenchText.thin)000\(FrenchText.space)habitants"
        case .ratio: return week + self.expectation
        case .level:
            let level = self.situation.assessment?.level ?? .unknown
            return "Niveau \(level.french)\(FrenchText.space): \(Self.deaths(self.observed)) en 7\(FrenchText.space)jours\(self.expectation)"
        case .completeness:
            let whole = self.situation.communes.values.count { $0.reportedDays == 7 }
            return
                "\(FrenchText.number(whole)) communes sur \(FrenchText.number(communes)) ont répondu chaque jour, \(FrenchText.number(communes - reported)) n’ont rien déclaré"
        }
    }

    private var expectation: String {
        // All deaths are told, so what the whole department expects is told too.
        guard let expected = self.situation.assessment?.wholeExpected else { return ", sans historique pour comparer" }
        return " pour \(FrenchText.decimal(expected)) attendus"
    }

    /// Returns what a reader must know so as not to be misled.
    var notes: [String] {
        var notes: [String] = []
        if self.territory.code.isExercise { notes.append("Exercice\(FrenchText.space): communes et décès sont fictifs.") }
        switch self.contents.indicator {
        case .deaths: break
        case .rate, .ratio:
            notes.append("Dans une petite commune, un seul décès suffit à changer de couleur. Le lieu est celui du décès, non du domicile.")
        case .level: notes.append("Le niveau est celui du département entier\(FrenchText.thin); il est le même pour toutes ses communes.")
        case .completeness: notes.append("Une commune qui déclare n’avoir aucun décès a répondu.")
        }
        let shapeless = self.territory.communes.count { $0.shape == nil }
        if shapeless > 0 { notes.append("\(FrenchText.count(shapeless, "commune", "communes")) sans contour connu ne figurent pas sur la carte.") }
        return notes
    }

    var source: String {
        let contours = self.territory.code.isExercise ? "contours fictifs" : "contours IGN Admin Express"
        let projection = Projection.standard(for: self.territory.code)
        return "Sources\(FrenchText.space): déclarations des communes (Vigie)\(FrenchText.thin); \(contours)\(FrenchText.thin); projection \(projection.name)"
    }

    /// Returns the time of the figures, which is that of the last declaration in them, by the department's clock.
    var freshness: String {
        Self.freshness(
            self.isOfOneDay ? self.situation.lastReceivedOfDay : self.situation.lastReceivedOfWeek, zone: self.territory.zone,
            day: self.contents.day)
    }

    /// Returns when the last declaration was received, by the clock of an IANA zone, with the date when it is not the map's.
    static func freshness(_ received: Instant?, zone: String, day shown: CivilDay) -> String {
        guard let received else { return "Aucune déclaration reçue" }
        let zone = TimeZone(identifier: zone) ?? .gmt
        let seconds = received.seconds
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        let day = CivilDay(unixSeconds: seconds, offsetSeconds: offset)
        let ofDay = (Int(seconds % 86_400) + offset + 2 * 86_400) % 86_400
        let time = FrenchText.time(hour: ofDay / 3_600, minute: ofDay % 3_600 / 60)
        return day == shown ? "Données à jour à \(time)" : "Données à jour le \(FrenchText.date(day)) à \(time)"
    }
}
