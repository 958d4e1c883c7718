public import Messages
public import Mortality

/// What a transaction of Aggregation changed in one department.
public struct CountsChange: Hashable, Sendable {
    public let department: DepartmentCode
    public let cells: [CellCount]
    public let reports: [CommuneReport]
    /// Microseconds since 1970, UTC.
    public let committedAt: Int64
    /// Which declarations it came from.
    public let correlationIDs: [String]

    public init(
        department: DepartmentCode, cells: [CellCount], reports: [CommuneReport], committedAt: Int64, correlationIDs: [String]
    ) {
        self.department = department
        self.cells = cells
        self.reports = reports
        self.committedAt = committedAt
        self.correlationIDs = correlationIDs
    }

    /// - Throws: `ContractError` for a value that this version does not know.
    public init(_ message: Vigie_V1_CountsChanged) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_CountsChanged.protoMessageName)
        self.department = try reader.department("department", message.department)
        self.cells = try message.cells.map { cell throws(ContractError) in try CellCount(cell) }
        self.reports = try message.reports.map { report throws(ContractError) in try CommuneReport(report) }
        self.committedAt = message.committedAtUs
        self.correlationIDs = message.correlationIds
    }

    public var message: Vigie_V1_CountsChanged {
        var message = Vigie_V1_CountsChanged()
        message.department = self.department.text
        message.cells = self.cells.map(\.message)
        message.reports = self.reports.map(\.message)
        message.committedAtUs = self.committedAt
        message.correlationIds = self.correlationIDs
        return message
    }
}
