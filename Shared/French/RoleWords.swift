public import Mortality

extension Role {
    /// What a person is called who holds the role, without a capital, and in both genders where the word has two.
    public var french: String {
        switch self {
        case .clerk: "agent de mairie"
        case .callCentre: "centre d’appel"
        case .prefectureReader: "lecture en préfecture"
        case .prefectureOfficer: "agent de préfecture"
        case .prefectureAdministrator: "administration des comptes en préfecture"
        case .regionReader: "lecture en région"
        case .defenceZoneReader: "lecture en zone de défense"
        case .partnerReader: "lecture pour un partenaire (ARS, Santé publique France)"
        case .nationalReader: "lecture nationale"
        case .nationalAdministrator: "administration nationale des comptes"
        case .operations: "exploitation"
        case .auditor: "audit"
        }
    }
}
