import French
import Mortality
import Runtime
import Web

/// The words for a declaration's state in a list, on a receipt and in its history.
extension StandingDeclaration.State {
    var french: String {
        switch self {
        case .received: "Reçue"
        case .counted: "Comptée"
        case .superseded: "Remplacée"
        case .withdrawn: "Retirée"
        case .refused: "Refusée"
        case .conflict: "À confirmer"
        }
    }

    /// The end of the CSS class `fr-badge--…` with which the design system colours the state.
    var badge: String {
        switch self {
        case .received: "info"
        case .counted: "success"
        case .superseded, .withdrawn: "new"
        case .refused: "error"
        case .conflict: "warning"
        }
    }

    /// Returns what the state means for whoever declared.
    func explanation(_ refusal: String?) -> String {
        switch self {
        case .received: "Vigie l’a bien reçue et la garde. Elle sera comptée dans quelques instants."
        case .counted: "Elle compte dans les chiffres de la commune."
        case .superseded: "Une version plus récente la remplace."
        case .withdrawn: "Elle a été retirée et ne compte plus."
        case .refused:
            "Elle n’a pas été acceptée et ne compte pas\(refusal.map { "\(FrenchText.space): \($0.told(in: .french))" } ?? ""). Déclarez de nouveau après correction."
        case .conflict: "Deux versions différentes ont été reçues. Comparez-les et choisissez celle qui est juste."
        }
    }
}

extension StandingDeclaration {
    var numberInWords: String { DeclarationWords.number(self.id) }
}

extension StandingDeclaration.Content {
    var what: String { DeclarationWords.what(deaths: self.deaths, place: self.place, cause: self.cause) }
}
