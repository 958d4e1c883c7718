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

extension AlertEventKind {
    /// What happened, in French, as the alert's journal begins the line.
    public var french: String {
        switch self {
        case .raised: "Alerte levée"
        case .levelChanged: "Niveau calculé"
        case .acknowledged: "Prise en compte"
        case .commented: "Commentaire"
        case .escalated: "Niveau relevé"
        case .lowered: "Niveau abaissé"
        case .confirmed: "Rouge confirmé"
        case .declined: "Rouge non confirmé"
        case .closed: "Alerte close"
        case .ended: "Épisode terminé"
        case .reopened: "Alerte rouverte"
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

    /// Takes a person's action.
    public init(_ action: AlertAction) {
        let optional = "Commentaire (facultatif)"
        switch action {
        case .acknowledge:
            self.init(name: "Prendre en compte", label: optional, help: "Chacun verra ici qui suit cette alerte.", done: "Alerte prise en compte.")
        case .comment: self.init(name: "Commenter", label: "Commentaire", done: "Commentaire ajouté.")
        case .escalate: self.init(name: "Relever le niveau", label: "Motif", done: "Niveau relevé.")
        case .lower: self.init(name: "Abaisser le niveau", label: "Motif", done: "Niveau abaissé.")
        case .confirm:
            self.init(
                name: "Confirmer le rouge", label: optional, help: "Une fois confirmé, le rouge est diffusé hors de la préfecture.", done: "Rouge confirmé.")
        case .decline:
            self.init(
                name: "Ne pas confirmer", label: "Motif",
                help: "Le rouge reste affiché ici\(FrenchText.thin); hors de la préfecture, l’alerte reste orange.", done: "Rouge non confirmé.")
        case .close: self.init(name: "Clore", label: "Motif", done: "Alerte close.")
        }
    }

    private init(name: String, label: String, help: String? = nil, done: String) {
        self.name = name
        self.label = label
        self.help = help
        self.done = done
    }
}
