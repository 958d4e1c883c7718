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
