import Formats
import French
import Mortality
import Runtime
import Web

/// The first row of a table of declarations: which column holds what.
struct SheetHeader: Hashable, Sendable {
    /// By place; a column without a name may stand empty.
    let columns: [SheetColumn?]
    /// French when the row is written in it, or the sender asked for it.
    let language: Language
    private let names: [String]
    /// Whether places are INSEE's, whose code for an unknown one is an empty cell.
    private let hasOfficialPlaces: Bool

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

    /// A row as the JSON object that it stands for, and the first cell that means nothing.
    ///
    /// Cells that a spreadsheet left out at the row's end are empty, empty cells say nothing, and a revision that is not told is
    /// the first where the row has an id.
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

    /// The trimmed text of a row's cell in a column; empty when there is none.
    func text(_ column: SheetColumn, in cells: [String]) -> String {
        guard let place = self.columns.firstIndex(of: column), place < cells.count else { return "" }
        return cells[place].trimmed
    }

    /// What is not admitted, with the column to look at.
    func problem(_ rejection: Rejection) -> Problem {
        guard let place = self.columns.firstIndex(where: { $0?.rawValue == rejection.field }) else {
            return .notAdmitted(field: rejection.field, reason: rejection.reason)
        }
        let column = "column \(CSVFault.letters(place + 1)), “\(self.names[place].prefix(64))”"
        return .notAdmitted(field: rejection.field, reason: "\(rejection.reason) (\(column))")
    }

    private static func list(_ columns: [SheetColumn]) -> String { columns.map(\.rawValue).joined(separator: ", ") }

    /// Whether a header can only be French: it has accents, or words of which no English column is made.
    private static func isFrench(_ cell: String) -> Bool {
        if cell.contains(where: { $0.isLetter && !$0.isASCII }) { return true }
        if SheetColumn(header: cell) != nil { return !SheetColumn.isOfAnyLanguage(cell) }
        let words = cell.lowercased().split { !$0.isLetter }
        return words.contains { ["de", "du", "des", "la", "le", "les", "d", "l", "nom", "prenom", "deces"].contains($0) }
    }
}
