import Contracts
import Mortality
import Persistence

/// Cells and reports as a transaction leaves them: absolute, each with its version.
struct MovedCounts: Hashable, Sendable {
    private(set) var cells: [CellCount] = []
    private(set) var reports: [CommuneReport] = []

    /// Nothing moved.
    init() {}

    /// Reads rows of both kinds; a report is a row without place.
    init(_ rows: Rows) throws {
        for row in rows {
            if try row.isNull("place") {
                self.reports.append(try StoredRow.report(row, declarations: "amount"))
            } else {
                self.cells.append(try StoredRow.cell(row, deaths: "amount"))
            }
        }
    }
}
