import Formats
import French
import Mortality
import Runtime
import Web

/// The first row of a table of declarations, which names the columns.
struct SheetHeader: Hashable, Sendable {
    /// The column at each place; `nil` where a column without a name stands, whose cells must be empty.
    let columns: [SheetColumn?]
    /// The language of the answers: French when the header is in French or the sender asked for it.
    let language: Language
    private let names: [String]
    /// Whether places are written in INSEE's codes, where an empty cell means an unknown place.
    private let hasOfficialPlaces: Bool

    /// Reads the cells of a header.
    ///
    /// - Parameters:
    ///   - isEdition: Whether rows may do without an id.
    ///   - language: What the sender asked for.
    /// - Throws: `Problem`, 400, for a column that is unknown (nobody can send a name), comes twice, or is missing.
    init(_ cells: [String], isEdition: Bool = false, language: Language = .english) throws(Problem) {
        let language = cells.contains(where: Self.isFrench) ? Language.french : language
        var columns: [SheetColumn?] = []
        for (place, cell) in cells.enumerated() {
            let letters = CSVFault.letters(place + 1)
            guard cell.contains(where: { !$0.isWhitespace }) else {
                columns.append(nil)
                continue
            }
            guard let column = SheetColumn(header: cell) else {
                throw Problem.malformed(
                    "column \(letters), “\(cell.prefix(64))”, is unknown; the first row may have only " + Self.list(SheetColumn.allCases)
                ).told(in: language)
            }
            guard !columns.contains(column) else {
                throw Problem.malformed("column \(letters), “\(cell.prefix(64))”: \(column.rawValue) comes twice").told(in: language)
            }
            columns.append(column)
        }
        let missing = SheetColumn.required.filter { !columns.contains($0) }
        let lacksID = !isEdition && !columns.contains(.id)
        guard missing.isEmpty, !lacksID else {
            let text = "the first row lacks \(Self.list((lacksID ? [.id] : []) + missing))"
            throw Problem.malformed(lacksID ? text + "; without id, name the table with ?source=" : text).told(in: language)
        }
        self.columns = columns
        self.names = cells
        self.language = language
        self.hasOfficialPlaces = zip(columns, cells).contains { $0 == .place && PlainWord.fold($1).contains("lieudec2") }
    }

    /// Returns a row as the JSON object that it stands for, with the first of its cells that has no meaning. Cells that a spreadsheet left out
    /// at the row's end are empty, empty cells become no member, and a missing revision is 1 where the row has an id.
    ///
    /// - Throws: `CSVFault` for a value in a column that has no name.
    func object(_ cells: [String], row: Int) throws(CSVFault) -> (value: JSONValue, rejection: Rejection?) {
        var members: [JSONValue.Member] = []
        var rejection: Rejection?
        for (place, cell) in cells.enumerated() {
            let text = cell.trimmed
            if text.isEmpty { continue }
            guard place < self.columns.count, let column = self.columns[place] else {
                throw CSVFault(reason: "a value in a column that the first row does not name", row: row, column: place + 1)
            }
            do {
                members.append(.init(name: column.rawValue, value: try SheetCell.value(text, in: column)))
            } catch {
                rejection = rejection ?? error
            }
        }
        func lacks(_ column: SheetColumn) -> Bool { !members.contains { $0.name == column.rawValue } }
        if self.hasOfficialPlaces, lacks(.place) { members.append(.init(name: "place", value: .string(Place.unknown.rawValue))) }
        if !lacks(.id), lacks(.revision) { members.append(.init(name: "revision", value: .integer(1))) }
        return (.object(members), rejection)
    }

    /// Returns the trimmed text of a row's cell in a column; an empty text when there is none.
    func text(_ column: SheetColumn, in cells: [String]) -> String {
        guard let place = self.columns.firstIndex(of: column), place < cells.count else { return "" }
        return cells[place].trimmed
    }

    /// Returns the problem that tells of a value that is not admitted and names the column to look at.
    func problem(_ rejection: Rejection) -> Problem {
        guard let place = self.columns.firstIndex(where: { $0?.rawValue == rejection.field }) else {
            return .notAdmitted(field: rejection.field, reason: rejection.reason)
        }
        let column = "column \(CSVFault.letters(place + 1)), “\(self.names[place].prefix(64))”"
        return .notAdmitted(field: rejection.field, reason: "\(rejection.reason) (\(column))")
    }

    private static func list(_ columns: [SheetColumn]) -> String { columns.map(\.rawValue).joined(separator: ", ") }

    /// Returns whether a header can only be French: it has accents, or words that no English header is made of.
    private static func isFrench(_ cell: String) -> Bool {
        if cell.contains(where: { $0.isLetter && !$0.isASCII }) { return true }
        if SheetColumn(header: cell) != nil { return !SheetColumn.isOfAnyLanguage(cell) }
        let words = cell.lowercased().split { !$0.isLetter }
        return words.contains { ["de", "du", "des", "la", "le", "les", "d", "l", "nom", "prenom", "deces"].contains($0) }
    }
}
