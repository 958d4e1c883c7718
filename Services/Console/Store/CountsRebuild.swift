import Contracts
import Foundation
import Ledger
import Mortality
import Persistence
import Runtime

/// Rebuilds the derived tables from the ledger, and announces what changed.
///
/// Aggregators wait meanwhile: their writes and the rebuild exclude each other.
struct CountsRebuild {
    let pool: DatabasePool

    /// Repairs every difference and returns those that it found.
    func run() async throws -> [CountDifference] {
        let outbox = try Outbox(schema: "aggregation")
        return try await self.pool.transaction { transaction in
            try await transaction.script(DerivedSQL.lock)
            let differences = try await CountsAudit.differences(transaction)
            guard !differences.isEmpty else { return [] }
            try await transaction.execute(DerivedSQL.repairStates)
            try await transaction.execute(DerivedSQL.removeDeclarations)
            try await transaction.execute(DerivedSQL.repairDeclarations)
            let cells = try await transaction.query(DerivedSQL.repairCells).map { try Self.cell($0) }
            let reports = try await transaction.query(DerivedSQL.repairReports).map { try Self.report($0) }
            _ = try await outbox.append(try Self.news(cells, reports), in: transaction)
            return differences
        }
    }

    private static func cell(_ row: Row) throws -> CellCount {
        guard let place = Place(number: Int16(clamping: try row.int("place"))), let cause = Cause(number: Int16(clamping: try row.int("cause"))) else {
            throw ConsoleError("a cell has a place or cause that this version does not know")
        }
        return CellCount(
            commune: try CommuneCode(try row.text("commune")), day: try CivilDay(daysSinceEpoch: Int(try row.day("day"))), place: place,
            cause: cause, deaths: try row.int("deaths"), version: UInt64(clamping: try row.int("version")))
    }

    private static func report(_ row: Row) throws -> CommuneReport {
        CommuneReport(
            commune: try CommuneCode(try row.text("commune")), day: try CivilDay(daysSinceEpoch: Int(try row.day("day"))),
            declarations: try row.int("declarations"), lastReceivedAt: Instant(microseconds: try row.timestamp("last_received_at")),
            version: UInt64(clamping: try row.int("version")))
    }

    /// Returns the messages that announce the changes: one for each department, or several where more than 2,000 cells or reports changed.
    private static func news(_ cells: [CellCount], _ reports: [CommuneReport]) throws -> [OutboxMessage] {
        let batch = 2_000
        let now = Instant.now
        let cellsByDepartment = Dictionary(grouping: cells, by: \.commune.department)
        let reportsByDepartment = Dictionary(grouping: reports, by: \.commune.department)
        var messages: [OutboxMessage] = []
        for department in Set(cellsByDepartment.keys).union(reportsByDepartment.keys).sorted() {
            let (cells, reports) = (cellsByDepartment[department] ?? [], reportsByDepartment[department] ?? [])
            for start in stride(from: 0, to: Swift.max(cells.count, reports.count), by: batch) {
                let change = CountsChange(
                    department: department, cells: Array(cells.dropFirst(start).prefix(batch)),
                    reports: Array(reports.dropFirst(start).prefix(batch)), committedAt: now, correlationIDs: [])
                messages.append(try OutboxMessage(change))
            }
        }
        return messages
    }
}
