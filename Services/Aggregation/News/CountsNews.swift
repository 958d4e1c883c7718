import Contracts
import Mortality
import Persistence

/// Turns what a transaction moved into what others are told: one message a department, with absolute counts.
enum CountsNews {
    /// Returns the messages that announce the counts, one for each department of which something moved.
    ///
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
            messages.append(
                OutboxMessage(
                    exchange: Names.Exchange.events, routingKey: Names.RoutingKey.countsChanged(department.text),
                    messageID: Self.messageID(), type: Names.MessageType.countsChanged, body: try Wire.encode(change.message)))
        }
        return messages
    }

    private static func messageID() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}
