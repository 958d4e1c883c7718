public import Mortality

/// Writes a declaration as a sentence of a list.
public enum DeclarationWords {
    /// Writes what is declared: « 1 décès – Domicile – Covid confirmé », « Aucun décès ».
    public static func what(deaths: Int, place: Place?, cause: Cause?) -> String {
        guard deaths > 0 else { return "Aucun décès" }
        return ([FrenchText.count(deaths, "décès", "décès")] + [place?.label, cause?.label].compactMap { $0 }).joined(separator: " – ")
    }

    /// Returns the number by which people name a declaration on the telephone: the first eight digits of its id, `3F2A-9C1B`.
    public static func number(_ id: DeclarationID) -> String {
        let digits = id.description.prefix(8).uppercased()
        return "\(digits.prefix(4))-\(digits.suffix(4))"
    }
}

/// Why a clerk corrects a declaration or withdraws it, chosen from a list, so that nobody writes a name. The ledger keeps the sentence.
public enum CorrectionReason: String, CaseIterable, Sendable {
    case slip = "Erreur de saisie"
    case twice = "Décès déclaré deux fois"
    case elsewhere = "Décès survenu dans une autre commune"
    case learnt = "Lieu ou nature du décès connus depuis"
    case other = "Autre raison"

    /// The sentence for a declaration that was chosen among two versions that said different things.
    public static let chosen = "Version choisie entre deux versions différentes"
}
