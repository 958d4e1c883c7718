import Formats
import French
import Mortality

/// A column that a table of declarations may have: a declaration's field.
enum SheetColumn: String, CaseIterable, Sendable {
    case id, revision, commune, occurredOn, place, cause, deaths, withdrawn, reason

    /// The columns without which no row could be read.
    static let required: [SheetColumn] = [.commune, .occurredOn, .deaths]

    /// The column's name in French.
    var french: String { FrenchRefusals.field(self.rawValue) }

    /// Finds the column that a header names, by the field's name or by the words that registrars use, whatever the case, accents, spaces and
    /// strokes. It returns `nil` for any other header.
    init?(header: String) {
        let word = PlainWord.fold(header)
        if let column = Self.allCases.first(where: { $0.names.contains(word) }) {
            self = column
            return
        }
        let words = PlainWord.words(header).map { Self.sameWords[$0] ?? $0 }.filter { !Self.hints.contains($0) }
        guard let column = Self.column(words) else { return nil }
        self = column
    }

    /// Returns whether a header does not show which language it is written in.
    static func isOfAnyLanguage(_ header: String) -> Bool {
        let word = PlainWord.fold(header)
        return word == "date" || word == "commune" || word == "cause" || word == "code" || Self.allCases.contains { $0.rawValue.lowercased() == word }
    }

    /// The folded spellings that name the column in one word.
    private var names: [String] {
        switch self {
        case .id: ["id", "uuid", "guid", "identifiant", "identifier"]
        case .revision: ["revision", "version"]
        case .commune:
            ["commune", "codecommune", "codeinsee", "insee", "inseecode", "comdec", "codgeo", "codegeo", "depcom", "comdeces", "codecom", "communecode"]
        case .occurredOn: ["occurredon", "date", "jour", "datedeces", "datedudeces", "datededeces", "datedec", "dtdeces", "datedc"]
        case .place: ["place", "lieu", "lieudeces", "lieududeces", "lieudedeces", "lieudec", "lieudec2"]
        case .cause: ["cause", "causedeces", "causedudeces", "causededeces"]
        case .deaths:
            ["deaths", "deces", "nombre", "nbdeces", "nbredeces", "nbrdeces", "nombredeces", "nombrededeces", "nbdedeces", "effectif", "nb", "nbre", "count"]
        case .withdrawn: ["withdrawn", "retrait"]
        case .reason: ["reason", "motif", "raison"]
        }
    }

    /// The words of a header that are read as another one of the same meaning.
    private static let sameWords = [
        "nb": "nombre", "nbr": "nombre", "nbre": "nombre", "nombres": "nombre", "effectif": "nombre", "effectifs": "nombre", "qte": "nombre",
        "decedes": "deces", "decede": "deces", "mort": "deces", "morts": "deces", "dc": "deces", "dcd": "deces", "defunts": "deces",
        "communes": "commune", "mairie": "commune", "municipalite": "commune", "dates": "date", "lieux": "lieu", "endroit": "lieu", "causes": "cause",
        "motifs": "motif", "raison": "motif", "justification": "motif", "identifiants": "identifiant", "uuid": "identifiant", "id": "identifiant",
        "retire": "retrait", "retiree": "retrait", "annule": "retrait", "annulee": "retrait", "annulation": "retrait",
        "codeinsee": "insee", "inseecode": "insee", "codecommune": "commune",
    ]

    /// The words of a header that describe how its values are written, and are ignored.
    private static let hints: Set<String> = ["jj", "mm", "aaaa", "aa", "jjmmaaaa", "aaaammjj", "yyyy", "dd", "iso", "format", "chiffres"]

    /// Returns the column of a header of several words: one of them names the column, and the others must be such as go with it. A « nom de la
    /// commune » or « nom du défunt » names none.
    private static func column(_ words: [String]) -> SheetColumn? {
        let set = Set(words)
        func means(_ names: Set<String>, with companions: Set<String>) -> Bool {
            !set.isDisjoint(with: names) && set.isSubset(of: names.union(companions))
        }
        if means(
            ["nombre"], with: ["deces", "total", "jour", "declare", "declares", "constate", "constates", "enregistre", "enregistres", "survenu", "survenus"])
        {
            return .deaths
        }
        if words.first == "deces" || words.first == "total",
            means(["deces"], with: ["total", "jour", "declare", "declares", "constate", "constates", "enregistre", "enregistres", "survenu", "survenus"])
        {
            return .deaths
        }
        if means(["date", "jour"], with: ["deces", "survenue", "evenement"]) { return .occurredOn }
        if means(["cause"], with: ["deces", "type", "nature", "presumee", "probable", "categorie"]) { return .cause }
        if means(["lieu", "lieudec2", "lieudec"], with: ["deces", "type", "nature", "categorie", "survenue", "code"]) { return .place }
        if means(["commune", "insee", "comdec", "codgeo"], with: ["code", "deces", "numero", "geographique", "officiel", "survenue", "lieu"]) {
            return .commune
        }
        if means(["identifiant"], with: ["declaration", "unique", "ligne"]) { return .id }
        if means(["revision", "version"], with: ["numero", "declaration", "no", "n"]) { return .revision }
        if means(["retrait"], with: ["declaration", "ligne"]) { return .withdrawn }
        if means(["motif"], with: ["correction", "retrait", "rectification", "modification", "revision"]) { return .reason }
        return nil
    }
}
