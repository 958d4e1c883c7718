public import Mortality

extension Level {
    /// The level's colour in French, as it stands within a sentence.
    public var french: String {
        switch self {
        case .green: "vert"
        case .yellow: "jaune"
        case .orange: "orange"
        case .red: "rouge"
        case .unknown: "indéterminé"
        }
    }

    /// What the level says of mortality, in a sentence.
    public var meaning: String {
        switch self {
        case .green: "La mortalité est habituelle pour la saison."
        case .yellow: "La mortalité dépasse l’habituel\(FrenchText.space): à surveiller."
        case .orange: "La mortalité est nettement au-dessus de l’habituel."
        case .red: "La mortalité est très au-dessus de l’habituel."
        case .unknown: "Il faut un historique, et des déclarations chaque jour, pour évaluer le niveau."
        }
    }
}
