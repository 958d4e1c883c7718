import Contracts
import Mortality
import Persistence

/// Cells and reports as a transaction leaves them: absolute, each with its version.
struct MovedCounts: Hashable, Sendable {
    private(set) var cells: [CellCount] = []
    private(set) var reports: [CommuneReport] = []

    /// Takes rows of both kinds in; a report is a row without place.
    mutating func append(_ rows: Rows) throws {
        for row in rows {
            if try row.isNull("place") {
                self.reports.append(try StoredRow.report(row, declarations: "amount"))
            } else {
                self.cells.append(try StoredRow.cell(row, deaths: "amount"))
            }
        }
    }
}
