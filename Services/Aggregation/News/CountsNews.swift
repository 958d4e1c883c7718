import Contracts
import Mortality
import Persistence
import Runtime

/// Turns what a transaction moved into what others are told: one message a department, with absolute counts.
enum CountsNews {
    /// - Parameters:
    ///   - correlations: which declarations the news come from.
    ///   - instant: when the transaction is about to commit, in microseconds since 1970 UTC.
    static func messages(
        of counts: MovedCounts, correlations: [DepartmentCode: [String]], at instant: Int64
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
