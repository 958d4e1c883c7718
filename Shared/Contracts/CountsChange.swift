public import Messages
public import Mortality

/// What a transaction of Aggregation changed in one department.
public struct CountsChange: Hashable, Sendable {
    /// The department whose counts changed.
    public let department: DepartmentCode
    /// The cells that changed, each with its whole count.
    public let cells: [CellCount]
    /// What communes have told of the days that changed.
    public let reports: [CommuneReport]
    /// When the transaction was committed.
    public let committedAt: Instant
    /// The correlations of the declarations that it came from.
    public let correlationIDs: [String]

    /// Makes a change of what was moved and committed.
    public init(
        department: DepartmentCode, cells: [CellCount], reports: [CommuneReport], committedAt: Instant, correlationIDs: [String]
    ) {
        self.department = department
        self.cells = cells
        self.reports = reports
        self.committedAt = committedAt
        self.correlationIDs = correlationIDs
    }

    /// Reads a change out of its message.
    ///
    /// - Throws: `ContractError` for a value that this version does not know, or that cannot be.
    public init(_ message: Vigie_V1_CountsChanged) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_CountsChanged.protoMessageName)
        self.department = try reader.department("department", message.department)
        (self.cells, self.reports) = try DepartmentCells.read(message.cells, message.reports, of: self.department, in: reader)
        self.committedAt = try reader.instant("committed_at_us", message.committedAtUs)
        self.correlationIDs = try message.correlationIds.map { id throws(ContractError) in
            try reader.text("correlation_ids", id, atMost: 1_024)
        }
    }

    /// The protobuf message that carries the change.
    public var message: Vigie_V1_CountsChanged {
        var message = Vigie_V1_CountsChanged()
        message.department = self.department.text
        message.cells = self.cells.map(\.message)
        message.reports = self.reports.map(\.message)
        message.committedAtUs = self.committedAt.microseconds
        message.correlationIds = self.correlationIDs
        return message
    }
}
