public import Mortality

extension Place {
    /// The word that tables are told to use for the place.
    public var french: String {
        switch self {
        case .home: "domicile"
        case .careHome: "EHPAD"
        case .healthFacility: "établissement de santé"
        case .publicSpace: "voie publique"
        case .other: "autre"
        case .unknown: "inconnu"
        }
    }

    /// The place where it stands alone, as in a table's first column.
    public var label: String {
        switch self {
        case .home: "Domicile"
        case .careHome: "Ehpad ou résidence"
        case .healthFacility: "Établissement de santé"
        case .publicSpace: "Voie publique"
        case .other: "Autre lieu"
        case .unknown: "Lieu inconnu"
        }
    }

    /// Reads a word: the place's name of the API, a word of the trade, or a code of INSEE's LIEUDEC2 (`HopCli` hospital or clinic, `HosMar`
    /// hospice or retirement home, `Logem` dwelling, `Autres` other, the public road included). It is `nil` for a word that means none, or more than
    /// one.
    public init?(word: String) {
        guard let place = Self.words[PlainWord.words(word).joined()] ?? Self.words[PlainWord.fold(word)] else { return nil }
        self = place
    }

    private static let words: [String: Place] = {
        let words: [Place: String] = [
            .home: "home domicile domiciles logement logem maison domicileprive residenceprivee particulier domicilepersonnel",
            .careHome: """
            carehome ehpad ehpads maisonretraite maisonsretraite hosmar hospice hospicemaisonretraite residenceautonomie
            residenceseniors foyerlogement epahd ehpadmaisonretraite ehpadresidenceautonomie
            """,
            .healthFacility: """
            healthfacility etablissementsante etablissementssante etabsante etssante hopital hopitaux clinique cliniques
            hopitalclinique hopitalcliniques hopcli chu chr ch centrehospitalier etablissementhospitalier milieuhospitalier
            hospitalier hopitalpublic cliniqueprivee urgences
            """,
            .publicSpace: "publicspace voiepublique lieupublic espacepublic rue route",
            .other: "other autre autres autrelieu autreslieux",
            .unknown: """
            unknown inconnu inconnue nonrenseigne nonrenseignee nonprecise nonprecisee indetermine indeterminee nr nsp
            nesaitpas nesaispas nc nonconnu nonconnue lieuinconnu
            """,
        ]
        return WordList.byWord(words)
    }()
}
