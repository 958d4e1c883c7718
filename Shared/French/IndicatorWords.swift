public import Mortality

extension Indicator {
    /// The indicator where a page lets one choose.
    public var french: String {
        switch self {
        case .deaths: "décès du jour"
        case .rate: "taux sur 7\(FrenchText.space)jours"
        case .ratio: "rapport aux décès attendus"
        case .level: "niveau"
        case .completeness: "jours déclarés"
        }
    }

    /// The heading of the legend of a map of communes.
    public var heading: String {
        switch self {
        case .deaths: "Décès déclarés dans la journée"
        case .rate: "Décès en 7 jours pour 100\(FrenchText.thin)000 habitants"
        case .ratio: "Décès en 7 jours rapportés aux décès attendus"
        case .level: "Niveau d’alerte du département"
        case .completeness: "Jours déclarés sur 7"
        }
    }
}
