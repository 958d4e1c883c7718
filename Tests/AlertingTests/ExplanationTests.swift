import Contracts
import Mortality
import Testing

@testable import Alerting

@Suite struct ExplanationTests {
    private func assessment(_ level: Level, share: Double = 1) throws -> DepartmentAssessment {
        DepartmentAssessment(
            department: try DepartmentCode("68"), day: try CivilDay(iso: "2020-03-15"), level: level, observed: 1_184,
            expectation: Expectation(expected: 52.4, lower: 40.2, upper: 65.9, zScore: 5.06, phi: 1.3), reportedDays: 7,
            reportedShare: share, method: "euromomo-7d", version: 1)
    }

    @Test func tellsFiguresAndTheEpisode() throws {
        let episode = Episode([
            JudgedDay(day: try CivilDay(iso: "2020-03-01"), level: .red), JudgedDay(day: try CivilDay(iso: "2020-03-15"), level: .orange),
        ])
        let text = Explanation.text(of: try self.assessment(.orange, share: 0.974), episode: episode)
        #expect(
            text == """
                Décès des 7 derniers jours (du 9 au 15 mars 2020)\u{A0}: 1\u{202F}184, attendus\u{A0}: 52 (bornes 40–66), écart z\u{A0}: 5,1. \
                Niveau orange\u{A0}; épisode commencé le 1er mars 2020, niveau rouge au plus haut. \
                Communes déclarantes\u{A0}: 97\u{A0}% de la population. \
                Attendus calculés sur l’historique du département (méthode EuroMOMO). \
                Faute d’historique, la fréquence des fausses alertes n’est pas connue.
                """)
    }

    private func judged(_ ground: JudgedGround, days: Int = 7) throws -> String {
        Explanation.text(
            of: DepartmentAssessment(
                department: try DepartmentCode("68"), day: try CivilDay(iso: "2020-03-15"), level: .orange, rules: 2, ground: ground, length: days,
                observed: 118, expectation: Expectation(expected: 52.4, lower: 40.2, upper: 65.9, zScore: 5.06, phi: 1.3), reportedDays: 7,
                reportedShare: 0.9, method: "euromomo-7d", version: 1), episode: nil)
    }

    @Test func tellsWhoseDeathsAreJudged() throws {
        let panel = try self.judged(.panel(communes: 231, share: 0.934))
        #expect(panel.hasPrefix("Décès des 7 derniers jours (du 9 au 15 mars 2020) dans les communes du panel\u{A0}: 118, attendus"))
        #expect(panel.contains("Panel\u{A0}: 231 communes qui déclarent régulièrement, 93\u{A0}% des décès attendus du département."))
        #expect(try self.judged(.panel(communes: 1, share: 1)).contains("Panel\u{A0}: 1 commune qui déclare régulièrement, 100\u{A0}%"))
        let bound = try self.judged(.lowerBound, days: 2)
        #expect(bound.hasPrefix("Décès des 2 derniers jours (du 14 au 15 mars 2020)\u{A0}: 118, attendus"))
        #expect(bound.contains("Borne basse\u{A0}: faute d’un panel suffisant"))
        #expect(bound.contains("Le département commence à déclarer\u{A0}: 2 jours sont jugés ensemble"))
        #expect(try self.judged(.lowerBound, days: 1).hasPrefix("Décès du 15 mars 2020\u{A0}: 118"))
    }

    @Test func tellsTheEnd() throws {
        let text = Explanation.text(of: try self.assessment(.green), episode: nil)
        #expect(text.contains("Niveau vert\u{A0}: retour à la normale."))
        #expect(text.contains("100\u{A0}%"))
    }
}
