import Runtime

/// A column that a table of declarations may have: a declaration's field.
enum SheetColumn: String, CaseIterable, Sendable {
    case id, revision, commune, occurredOn, place, cause, deaths, withdrawn, reason

    /// Those without which no row could be read.
    static let required: [SheetColumn] = [.id, .commune, .occurredOn, .deaths]

    /// The column that a header names: by the field's name or in French, whatever the case, accents, spaces and strokes.
    init?(header: String) {
        let word = PlainWord.fold(header)
        guard let column = Self.allCases.first(where: { $0.words.contains(word) }) else { return nil }
        self = column
    }

    private var words: [String] {
        switch self {
        case .id: ["id", "identifiant"]
        case .revision: ["revision"]
        case .commune: ["commune", "codecommune", "codeinsee", "insee"]
        case .occurredOn: ["occurredon", "date", "jour", "datedudeces", "datedeces"]
        case .place: ["place", "lieu", "lieududeces", "lieudeces"]
        case .cause: ["cause"]
        case .deaths: ["deaths", "deces", "nombre", "nombrededeces", "nombredeces"]
        case .withdrawn: ["withdrawn", "retrait"]
        case .reason: ["reason", "motif"]
        }
    }

    /// What JSON would hold for a cell of this column. A text that means nothing here is left as it is, for the form to
    /// refuse.
    func value(_ text: String) -> JSONValue {
        switch self {
        case .id, .reason: .string(text)
        case .commune: .string(Self.commune(text))
        case .occurredOn: .string(Self.day(text))
        case .revision, .deaths: Self.number(text)
        case .place: .string(Self.places[PlainWord.fold(text)] ?? text)
        case .cause: .string(Self.causes[PlainWord.fold(text)] ?? text)
        case .withdrawn: Self.flag(text)
        }
    }

    /// Spreadsheets take 01004 for a number and save 1004.
    private static func commune(_ text: String) -> String {
        text.utf8.count == 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? "0\(text)" : text
    }

    /// French spreadsheets write 01/04/2020 for 2020-04-01.
    private static func day(_ text: String) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [2, 2, 4] else { return text }
        return "\(parts[2])-\(parts[1])-\(parts[0])"
    }

    private static func number(_ text: String) -> JSONValue {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else { return .otherNumber }
        return .integer(number)
    }

    private static func flag(_ text: String) -> JSONValue {
        switch PlainWord.fold(text) {
        case "true", "vrai", "oui", "1": .boolean(true)
        case "false", "faux", "non", "0": .boolean(false)
        default: .string(text)
        }
    }

    private static let places = [
        "home": "home", "domicile": "home", "carehome": "careHome", "ehpad": "careHome", "maisonderetraite": "careHome",
        "healthfacility": "healthFacility", "etablissementdesante": "healthFacility", "hopital": "healthFacility",
        "publicspace": "publicSpace", "voiepublique": "publicSpace", "lieupublic": "publicSpace", "other": "other", "autre": "other",
        "unknown": "unknown", "inconnu": "unknown",
    ]

    private static let causes = [
        "covidconfirmed": "covidConfirmed", "covidconfirme": "covidConfirmed", "covidsuspected": "covidSuspected",
        "covidsuspecte": "covidSuspected", "other": "other", "autre": "other", "unknown": "unknown", "inconnue": "unknown",
        "inconnu": "unknown",
    ]
}
