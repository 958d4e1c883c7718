import Contracts
import French
import Judging
import Mortality
import Surveillance

/// The explanation, in French and for the prefecture, of why an alert stands as it does.
enum Explanation {
    private static let space = FrenchText.space

    /// - Parameters:
    ///   - assessment: the last day that could be judged; of an alert of missing data, the last day that showed them.
    ///   - episode: the episode under way; `nil` when it is over.
    static func text(
        of assessment: DepartmentAssessment, kind: AlertKind = .excess, episode: Episode?, findings: Findings = Findings()
    ) -> String {
        let sentences =
            switch kind {
            case .excess:
                [
                    self.count(assessment), self.level(assessment, episode), self.drivers(findings, episode), self.cluster(findings),
                    self.reporting(assessment), self.basis(assessment), self.ground(assessment), self.rate(findings),
                ]
            case .missingData:
                [
                    self.missing(assessment, episode), self.count(assessment), self.reporting(assessment), self.basis(assessment),
                    self.ground(assessment),
                ]
            }
        return sentences.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func count(_ assessment: DepartmentAssessment) -> String {
        let days = self.span(assessment.day.advanced(by: 1 - assessment.length), assessment.day)
        var text =
            assessment.length == 1
            ? "Décès du \(self.day(assessment.day))" : "Décès des \(assessment.length) derniers jours (\(days))"
        if case .panel(_, let share) = assessment.ground, share < 1 { text += " dans les communes du panel" }
        text += "\(self.space): \(FrenchText.number(assessment.observed))"
        if assessment.nowcast >= Double(assessment.observed) + 0.5 {
            text += ", \(FrenchText.rounded(assessment.nowcast)) une fois reçues les déclarations tardives"
        }
        if let expected = assessment.expectation {
            text += ", attendus\(self.space): \(FrenchText.rounded(expected.expected))"
            text += " (bornes \(FrenchText.rounded(expected.lower))–\(FrenchText.rounded(expected.upper)))"
            text += ", écart z\(self.space): \(FrenchText.tenths(expected.zScore))"
        }
        return text + "."
    }

    private static func level(_ assessment: DepartmentAssessment, _ episode: Episode?) -> String {
        let text = "Niveau \(assessment.level.french)"
        guard let episode else { return text + "\(self.space): retour à la normale." }
        let peak = episode.peak == episode.level ? "" : ", niveau \(episode.peak.french) au plus haut"
        return text + "\(self.space); épisode commencé le \(self.day(episode.firstDay))\(peak)."
    }

    /// Returns the sentence about the three communes with the most deaths beyond what they expect, when there are at least two such communes.
    private static func drivers(_ findings: Findings, _ episode: Episode?) -> String {
        let most = findings.drivers.prefix(3).filter { Double($0.observed) - $0.expected >= 2 }
        guard episode != nil, !most.isEmpty else { return "" }
        let told = most.map { "\(findings.name($0.commune)) (\(FrenchText.number($0.observed)) pour \(FrenchText.tenths($0.expected)))" }
        return "Communes qui s’en écartent le plus\(self.space): \(told.joined(separator: ", "))."
    }

    private static func cluster(_ findings: Findings) -> String {
        guard let cluster = findings.cluster, cluster.recurrenceDays >= findings.thresholds.yellowRecurrence else { return "" }
        let named = cluster.communes.prefix(3).map(findings.name)
        let others = cluster.communes.count - named.count
        let area = named.joined(separator: ", ") + (others > 0 ? " et \(others) \(others > 1 ? "autres communes" : "autre commune")" : "")
        return """
            Regroupement inhabituel \(self.span(cluster.firstDay, cluster.day)) à \(area)\(self.space): \
            \(FrenchText.number(cluster.observed)) décès là où \(FrenchText.tenths(cluster.expected)) étaient attendus\(self.space); le hasard \
            seul en produirait \(self.rarity(cluster.recurrenceDays)).
            """
    }

    /// Returns the sentence that says how seldom chance alone brings as many deaths, as far as that can be told.
    static func rarity(_ days: Double) -> String {
        days > ScanCluster.longestRecurrence ? "moins d’un pareil en 2\u{202F}700 ans" : "un pareil tous les \(FrenchText.rounded(days)) jours"
    }

    private static func reporting(_ assessment: DepartmentAssessment) -> String {
        "Communes déclarantes\(self.space): \(FrenchText.percent(assessment.reportedShare)) de la population."
    }

    /// Returns the sentence that says whose deaths are compared with whose expectation.
    private static func basis(_ assessment: DepartmentAssessment) -> String {
        var text: String
        switch assessment.ground {
        case .declaredShare: return ""
        case .panel(let communes, let share):
            text = """
                Panel\(self.space): \(FrenchText.number(communes)) \(communes < 2 ? "commune qui déclare" : "communes qui déclarent") \
                régulièrement, \(FrenchText.percent(share)) des décès attendus du département.
                """
        case .lowerBound:
            text = """
                Borne basse\(self.space): faute d’un panel suffisant de communes qui déclarent régulièrement, tous les décès déclarés sont \
                comparés à ce qu’attend le département entier\(self.space); la mortalité réelle peut être plus élevée.
                """
        }
        if assessment.length < 7 {
            let days = assessment.length == 1 ? "un seul jour est jugé" : "\(assessment.length) jours sont jugés ensemble"
            text += " Le département commence à déclarer\(self.space): \(days), avec des bornes plus larges."
        }
        return text
    }

    /// Returns the sentence that says what the expectation is based on.
    private static func ground(_ assessment: DepartmentAssessment) -> String {
        switch Baseline.Ground(rawValue: assessment.method) {
        case .ownWithTrend, .own: "Attendus calculés sur l’historique du département (méthode EuroMOMO)."
        case .matchedWindows:
            "Attendus calculés sur les mêmes semaines des années connues, faute de deux ans d’historique\(self.space): les bornes sont élargies."
        case .nationalRate:
            "Attendus calculés sur la mortalité nationale, faute d’historique du département\(self.space): les bornes sont très larges."
        case nil: ""
        }
    }

    /// Returns the sentence that says how often such a level would be reached without cause.
    private static func rate(_ findings: Findings) -> String {
        guard let derivation = findings.thresholds.derivation else {
            return "Faute d’historique, la fréquence des fausses alertes n’est pas connue."
        }
        let years = derivation.orangeRate.yearly > 0 ? min(1_000, 1 / derivation.orangeRate.yearly) : 1_000
        return """
            Sans cause réelle, l’écart seul ne mènerait au niveau orange que \
            \(years >= 1_000 ? "moins d’une fois en mille ans" : "tous les \(FrenchText.rounded(years)) ans") \
            (\(FrenchText.number(derivation.simulatedYears)) années simulées).
            """
    }

    private static func missing(_ assessment: DepartmentAssessment, _ episode: Episode?) -> String {
        guard let episode else { return "Les déclarations sont revenues." }
        return """
            Données manquantes depuis le \(self.day(episode.firstDay))\(self.space): trop peu de communes déclarent, ou trop peu de décès sont \
            déclarés pour que ce soit le hasard. Le niveau de mortalité n’est pas fiable\(self.space); vérifiez auprès des mairies.
            """
    }

    private static func day(_ day: CivilDay) -> String { FrenchText.loose(FrenchText.date(day)) }
    private static func span(_ first: CivilDay, _ last: CivilDay) -> String { FrenchText.loose(FrenchText.period(from: first, through: last)) }
}
