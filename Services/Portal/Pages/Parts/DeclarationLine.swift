import French
import Mortality
import Runtime
import Web

/// A declaration as an entry of a list, in words.
struct DeclarationLine: Sendable {
    let number: String
    let what: String
    /// The day of the deaths, such as « dimanche 29 novembre 2026 ».
    let day: String
    let state: String
    /// The end of the CSS class `fr-badge--…` that colours the state.
    let badge: String
    /// The moment of reception, such as « reçue le 29 novembre 2026 à 9 h 13 ».
    let when: String
    let address: String
    let isOnBehalf: Bool
    /// Why the declaration does not count; `nil` where it does.
    let because: String?
}

extension DeclarationLine {
    init(_ declaration: StandingDeclaration, at place: TownHallPlace, _ clock: ZoneClock) {
        let current = declaration.current
        self.init(
            number: declaration.numberInWords, what: current.content?.what ?? "Déclaration reçue",
            day: current.content.map { FrenchText.dateWithWeekday($0.day) } ?? "",
            state: declaration.state.french, badge: declaration.state.badge,
            when: declaration.madeAt.map { "reçue \(WrittenInstant.text($0, in: place.commune.zone, clock))" } ?? "",
            address: place.page("/recu/\(declaration.id)"),
            isOnBehalf: current.isOnBehalf, because: [.refused, .conflict].contains(declaration.state) ? declaration.state.explanation(current.refusal) : nil)
    }
}
