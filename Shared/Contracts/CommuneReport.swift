public import Messages
public import Mortality

/// What a commune has told of a day: how many of its declarations stand. None means that it is silent, which is not zero.
public struct CommuneReport: Hashable, Sendable {
    /// The municipality that told.
    public let commune: CommuneCode
    /// The day that it told of.
    public let day: CivilDay
    /// How many of its declarations stand, those of no death included.
    public let declarations: Int
    /// When the last of them was received.
    public let lastReceivedAt: Instant
    /// Rises with every change; the higher one wins.
    public let version: UInt64

    /// Whether the commune has told of the day.
    public var isReported: Bool { self.declarations > 0 }

    /// Makes a report of the values of a row.
    public init(commune: CommuneCode, day: CivilDay, declarations: Int, lastReceivedAt: Instant, version: UInt64) {
        self.commune = commune
        self.day = day
        self.declarations = declarations
        self.lastReceivedAt = lastReceivedAt
        self.version = version
    }

    /// Reads a report out of its message.
    ///
    /// - Throws: `ContractError` for a value that this version does not know, or that cannot be.
    public init(_ message: Vigie_V1_Report) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_Report.protoMessageName)
        self.commune = try reader.commune("commune", message.commune)
        self.day = try reader.day("day", message.day)
        self.declarations = try reader.count("declarations", message.declarations)
        self.lastReceivedAt = try reader.instant("last_received_at_us", message.lastReceivedAtUs)
        self.version = try reader.version(message.version)
    }

    /// The protobuf message that carries the report.
    public var message: Vigie_V1_Report {
        var message = Vigie_V1_Report()
        message.commune = self.commune.text
        message.day = self.day.daysSinceEpoch
        message.declarations = UInt32(clamping: self.declarations)
        message.lastReceivedAtUs = self.lastReceivedAt.microseconds
        message.version = self.version
        return message
    }
}
