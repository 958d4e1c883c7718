import Contracts
import Mortality

/// Reads messages of the queue: changes of counts that the copy can hold, or why they are none.
enum ChangeReader {
    /// - Throws: `ContractError` for bytes that are no change of counts, and for values that cannot be.
    static func read(_ body: [UInt8]) throws(ContractError) -> CountsChange {
        let change = try CountsChange(try Wire.decode(Vigie_V1_CountsChanged.self, from: body))
        try self.check(cells: change.cells, reports: change.reports, of: change.department)
        return change
    }

    /// Makes sure that cells and reports are the department's, and that the tables can hold them.
    static func check(
        cells: [CellCount], reports: [CommuneReport], of department: DepartmentCode
    ) throws(ContractError) {
        for cell in cells {
            guard cell.commune.department == department else { throw self.error("cells.commune", "of another department") }
            guard (0...Int(Int32.max)).contains(cell.deaths) else { throw self.error("cells.deaths", "out of bounds") }
            guard cell.version <= UInt64(Int64.max) else { throw self.error("cells.version", "out of bounds") }
        }
        for report in reports {
            guard report.commune.department == department else { throw self.error("reports.commune", "of another department") }
            guard (0...Int(Int32.max)).contains(report.declarations) else { throw self.error("reports.declarations", "out of bounds") }
            guard report.version <= UInt64(Int64.max) else { throw self.error("reports.version", "out of bounds") }
            guard (0...self.latestReception).contains(report.lastReceivedAt) else {
                throw self.error("reports.last_received_at_us", "not an instant from 1970 to 2200")
            }
        }
    }

    private static func error(_ field: String, _ reason: String) -> ContractError {
        ContractError(message: Vigie_V1_CountsChanged.protoMessageName, field: field, reason: reason)
    }

    /// 1 January 2201, in microseconds since 1970.
    private static let latestReception: Int64 = 84_371 * 86_400_000_000
}
