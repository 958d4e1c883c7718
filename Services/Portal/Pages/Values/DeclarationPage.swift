import Mortality
import Web

/// The pages `/mairie/declarer` and `/mairie/corriger/{id}`: the form on a page of its own, for browsers without scripts.
struct DeclarationPage: Page {
    static let template = PageTemplate.declaration
    let title: String
    let heading: String
    let message: PageMessage?
    let isExercise: Bool
    let isOnBehalf: Bool
    let name: String
    let form: DeclarationForm
    let isCorrection: Bool

    init(_ form: DeclarationForm, at place: TownHallPlace, message: PageMessage? = nil) {
        self.isCorrection = form.revision != nil
        self.heading = form.revision == nil ? "Déclarer un décès" : "Corriger une déclaration"
        self.title = "\(form.hasErrors ? "Erreur – " : "")\(form.revision == nil ? "Déclarer un décès" : "Corriger une déclaration")"
        self.message = message
        self.isExercise = place.isExercise
        self.isOnBehalf = place.standing == .onBehalf
        self.name = place.commune.name
        self.form = form
    }
}
