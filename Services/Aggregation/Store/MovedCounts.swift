import Contracts
import Mortality
import Persistence

/// The cells and reports that a transaction moved, as it leaves them: absolute counts, each with its version.
struct MovedCounts: Hashable, Sendable {
    private(set) var cells: [CellCount] = []
    private(set) var reports: [CommuneReport] = []

    /// Creates the result of a transaction that moved nothing.
    init() {}

    /// Reads rows of both kinds; a row without a place is a report.
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
