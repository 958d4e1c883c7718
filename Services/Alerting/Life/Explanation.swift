import Contracts
import Mortality

/// Says in French, to the prefecture, why an alert stands as it does.
enum Explanation {
    /// - Parameters:
    ///   - assessment: the last day that could be judged.
    ///   - episode: the episode under way; nothing when it is over.
    static func text(of assessment: DepartmentAssessment, episode: Episode?) -> String {
        let space = FrenchFigures.space
        let week = FrenchFigures.span(assessment.day.advanced(by: -6), assessment.day)
        var text = "Décès des 7 derniers jours (\(week))\(space): \(FrenchFigures.number(assessment.observed))"
        if let expected = assessment.expectation {
            text += ", attendus\(space): \(FrenchFigures.rounded(expected.expected))"
            text += " (bornes \(FrenchFigures.rounded(expected.lower))–\(FrenchFigures.rounded(expected.upper)))"
            text += ", écart z\(space): \(FrenchFigures.decimal(expected.zScore))"
        }
        text += ". Niveau \(self.name(assessment.level))"
        if let episode {
            text += "\(space); épisode commencé le \(FrenchFigures.day(episode.firstDay))"
            if episode.peak != episode.level { text += ", niveau \(self.name(episode.peak)) au plus haut" }
            text += "."
        } else {
            text += "\(space): retour à la normale."
        }
        text += " Communes déclarantes\(space): \(FrenchFigures.percent(assessment.reportedShare)) de la population."
        return text
    }

    /// A level's colour.
    static func name(_ level: Level) -> String {
        switch level {
        case .green: "vert"
        case .yellow: "jaune"
        case .orange: "orange"
        case .red: "rouge"
        case .unknown: "indéterminé"
        }
    }
}
