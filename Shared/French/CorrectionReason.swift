/// Why a clerk corrects a declaration or takes it back: from a list, so that nobody writes a name. What the ledger keeps is the sentence.
public enum CorrectionReason: String, CaseIterable, Sendable {
    case slip = "Erreur de saisie"
    case twice = "Décès déclaré deux fois"
    case elsewhere = "Décès survenu dans une autre commune"
    case learnt = "Lieu ou nature du décès connus depuis"
    case other = "Autre raison"

    /// Why one of two versions stands that said different things.
    public static let chosen = "Version choisie entre deux versions différentes"
}
