import Mortality
import Runtime

/// The first row of a table of declarations: which column holds what.
struct SheetHeader: Hashable, Sendable {
    /// By place; a column without a name may stand empty.
    private let columns: [SheetColumn?]
    private let names: [String]

    /// - Throws: `Problem`, 400, for a column that is unknown (nobody can send a name), comes twice, or is missing.
    init(_ cells: [String]) throws(Problem) {
        var columns: [SheetColumn?] = []
        for (place, cell) in cells.enumerated() {
            let letters = CSVFault.letters(place + 1)
            guard cell.contains(where: { !$0.isWhitespace }) else {
                columns.append(nil)
                continue
            }
            guard let column = SheetColumn(header: cell) else {
                throw .malformed(
                    "column \(letters), “\(cell.prefix(64))”, is unknown; the first row may have only "
                        + SheetColumn.allCases.map(\.rawValue).joined(separator: ", "))
            }
            guard !columns.contains(column) else { throw .malformed("column \(letters), “\(cell.prefix(64))”: \(column.rawValue) comes twice") }
            columns.append(column)
        }
        let missing = SheetColumn.required.filter { !columns.contains($0) }.map(\.rawValue)
        guard missing.isEmpty else { throw .malformed("the first row lacks \(missing.joined(separator: ", "))") }
        self.columns = columns
        self.names = cells
    }

    /// A row as the JSON object that it stands for; empty cells are left out, and a revision that is not told is the first.
    ///
    /// - Throws: `CSVFault` for a row that has not as many values as the header.
    func object(_ cells: [String], row: Int) throws(CSVFault) -> JSONValue {
        guard cells.count >= self.columns.count else {
            throw CSVFault(reason: "\(cells.count) values where the first row has \(self.columns.count)", row: row, column: cells.count)
        }
        var members: [JSONValue.Member] = []
        for (place, cell) in cells.enumerated() {
            let text = Self.trim(cell)
            if text.isEmpty { continue }
            guard place < self.columns.count, let column = self.columns[place] else {
                throw CSVFault(reason: "a value in a column that the first row does not name", row: row, column: place + 1)
            }
            members.append(.init(name: column.rawValue, value: column.value(text)))
        }
        if !members.contains(where: { $0.name == SheetColumn.revision.rawValue }) {
            members.append(.init(name: SheetColumn.revision.rawValue, value: .integer(1)))
        }
        return .object(members)
    }

    /// What is not admitted, with the column to look at.
    func problem(_ rejection: Rejection) -> Problem {
        guard let place = self.columns.firstIndex(where: { $0?.rawValue == rejection.field }) else {
            return .notAdmitted(field: rejection.field, reason: rejection.reason)
        }
        let column = "column \(CSVFault.letters(place + 1)), “\(self.names[place].prefix(64))”"
        return .notAdmitted(field: rejection.field, reason: "\(rejection.reason) (\(column))")
    }

    private static func trim(_ text: String) -> String {
        let start = text.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
