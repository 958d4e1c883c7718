public import Messages
public import Mortality

/// A commune that ever declared: what is known of it whatever the day.
public struct DeclaringCommune: Hashable, Sendable {
    /// A municipality: its arrondissements declare with it.
    public let commune: CommuneCode
    /// When the last of its declarations was received, as they stand.
    public let lastReceivedAt: Instant
    /// Whether any of them stands.
    public let hasDeclared: Bool

    /// Tells of a commune what Aggregation read.
    public init(commune: CommuneCode, lastReceivedAt: Instant, hasDeclared: Bool) {
        self.commune = commune
        self.lastReceivedAt = lastReceivedAt
        self.hasDeclared = hasDeclared
    }

    /// - Throws: `ContractError` for a value that cannot be.
    public init(_ message: Vigie_V1_DeclaringCommune) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_DeclaringCommune.protoMessageName)
        self.commune = try reader.commune("commune", message.commune)
        self.lastReceivedAt = try reader.instant("last_received_at_us", message.lastReceivedAtUs)
        self.hasDeclared = message.hasDeclared_p
    }

    /// The same as it is sent.
    public var message: Vigie_V1_DeclaringCommune {
        var message = Vigie_V1_DeclaringCommune()
        message.commune = self.commune.text
        message.lastReceivedAtUs = self.lastReceivedAt.microseconds
        message.hasDeclared_p = self.hasDeclared
        return message
    }
}
