public import Mortality

extension AlertKind {
    /// The status in French, as it stands within a sentence.
    public var french: String {
        switch self {
        case .excess: "surmortalité"
        case .missingData: "données manquantes"
        }
    }
}

/// What people read of an action upon an alert: on its button, over its form, and once it is done.
public struct AlertActionWords: Hashable, Sendable {
    /// The words on the action's button.
    public let name: String
    /// The label of the field for the words that go with the action.
    public let label: String
    /// What follows from the action; `nil` where its name says it all.
    public let help: String?
    /// What is shown once the action is done.
    public let done: String

    /// Takes the kind of event that records a person's action; `nil` for what only the computation does.
    public init?(_ kind: AlertEventKind) {
        let optional = "Commentaire (facultatif)"
        switch kind {
        case .acknowledged:
            self.init(name: "Prendre en compte", label: optional, help: "Chacun verra ici qui suit cette alerte.", done: "Alerte prise en compte.")
        case .commented: self.init(name: "Commenter", label: "Commentaire", done: "Commentaire ajouté.")
        case .escalated: self.init(name: "Relever le niveau", label: "Motif", done: "Niveau relevé.")
        case .lowered: self.init(name: "Abaisser le niveau", label: "Motif", done: "Niveau abaissé.")
        case .confirmed:
            self.init(
                name: "Confirmer le rouge", label: optional, help: "Une fois confirmé, le rouge est diffusé hors de la préfecture.", done: "Rouge confirmé.")
        case .declined:
            self.init(
                name: "Ne pas confirmer", label: "Motif",
                help: "Le rouge reste affiché ici\(FrenchText.thin); hors de la préfecture, l’alerte reste orange.", done: "Rouge non confirmé.")
        case .closed: self.init(name: "Clore", label: "Motif", done: "Alerte close.")
        case .raised, .levelChanged, .ended, .reopened: return nil
        }
    }

    private init(name: String, label: String, help: String? = nil, done: String) {
        self.name = name
        self.label = label
        self.help = help
        self.done = done
    }
}
