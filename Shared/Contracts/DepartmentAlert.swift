import FoundationEssentials
public import Messages
public import Mortality

/// An episode of raised mortality in a department.
public struct DepartmentAlert: Hashable, Sendable {
    /// The 16 bytes of a UUID.
    public let id: [UInt8]
    public let department: DepartmentCode
    /// The level now, and the highest it has been.
    public let level: Level
    public let peakLevel: Level
    /// First and last day that were judged raised.
    public let firstDay: CivilDay
    public let lastDay: CivilDay
    /// Microseconds since 1970, UTC.
    public let raisedAt: Int64
    /// Absent while it is open.
    public let closedAt: Int64?
    /// In French, for the prefecture.
    public let explanation: String
    public let version: UInt64

    public init(
        id: [UInt8], department: DepartmentCode, level: Level, peakLevel: Level, firstDay: CivilDay, lastDay: CivilDay,
        raisedAt: Int64, closedAt: Int64?, explanation: String, version: UInt64
    ) {
        self.id = id
        self.department = department
        self.level = level
        self.peakLevel = peakLevel
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.raisedAt = raisedAt
        self.closedAt = closedAt
        self.explanation = explanation
        self.version = version
    }

    /// - Throws: `ContractError` for a value that this version does not know.
    public init(_ message: Vigie_V1_Alert) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_Alert.protoMessageName)
        guard message.id.count == 16 else { throw ContractError(message: reader.message, field: "id", reason: "not 16 bytes") }
        self.id = Array(message.id)
        self.department = try reader.department("department", message.department)
        self.level = try reader.numbered("level", message.level.rawValue)
        self.peakLevel = try reader.numbered("peak_level", message.peakLevel.rawValue)
        self.firstDay = try reader.day("first_day", message.firstDay)
        self.lastDay = try reader.day("last_day", message.lastDay)
        self.raisedAt = message.raisedAtUs
        self.closedAt = message.closedAtUs == 0 ? nil : message.closedAtUs
        self.explanation = message.explanation
        self.version = message.version
    }

    public var message: Vigie_V1_Alert {
        var message = Vigie_V1_Alert()
        message.id = .init(self.id)
        message.department = self.department.text
        message.level = self.level.message
        message.peakLevel = self.peakLevel.message
        message.firstDay = self.firstDay.daysSinceEpoch
        message.lastDay = self.lastDay.daysSinceEpoch
        message.raisedAtUs = self.raisedAt
        message.closedAtUs = self.closedAt ?? 0
        message.explanation = self.explanation
        message.version = self.version
        return message
    }
}
