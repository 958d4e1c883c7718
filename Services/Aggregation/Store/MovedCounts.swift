import Contracts
import Mortality
import Persistence
import Runtime

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

/// Turns what a transaction moved into what others are told: one message a department, with absolute counts.
enum CountsNews {
    /// Returns the messages that announce the counts, one for each department of which something moved.
    ///
    /// - Parameters:
    ///   - correlations: which declarations the news come from.
    ///   - instant: when the transaction is about to commit.
    static func messages(
        of counts: MovedCounts, correlations: [DepartmentCode: [String]], at instant: Instant
    ) throws(ContractError) -> [OutboxMessage] {
        let cells = Dictionary(grouping: counts.cells, by: \.commune.department)
        let reports = Dictionary(grouping: counts.reports, by: \.commune.department)
        var messages: [OutboxMessage] = []
        for department in Set(cells.keys).union(reports.keys).sorted() {
            let change = CountsChange(
                department: department, cells: cells[department] ?? [], reports: reports[department] ?? [],
                committedAt: instant, correlationIDs: correlations[department] ?? [])
            messages.append(try OutboxMessage(change))
        }
        return messages
    }
}
