import FoundationEssentials
public import Messages
public import Mortality

extension DepartmentAlert {
    /// Reads an alert out of its message. What an older version does not say of its alerts is as it was then: they are of excess, and nobody
    /// has acted upon them.
    ///
    /// - Throws: `ContractError` for a value that this version does not know, or that cannot be.
    public init(_ message: Vigie_V1_Alert) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_Alert.protoMessageName)
        let level: Level = try reader.numbered("level", message.level.rawValue)
        let closedAt = try reader.optionalInstant("closed_at_us", message.closedAtUs)
        let (first, last) = (try reader.day("first_day", message.firstDay), try reader.day("last_day", message.lastDay))
        guard first <= last else { throw reader.error("last_day", "before the first day") }
        func signature(_ by: String, _ text: String, _ at: String, _ instant: Int64) throws(ContractError) -> Signature? {
            guard let at = try reader.optionalInstant(at, instant) else { return nil }
            return Signature(by: try reader.text(by, text), at: at)
        }
        self.init(
            id: try reader.identifier("id", message.id), department: try reader.department("department", message.department),
            kind: try reader.optional("kind", message.kind.rawValue) ?? .excess, level: level,
            computedLevel: try reader.optional("computed_level", message.computedLevel.rawValue) ?? level,
            peakLevel: try reader.numbered("peak_level", message.peakLevel.rawValue), firstDay: first, lastDay: last,
            status: try reader.optional("status", message.status.rawValue) ?? (closedAt == nil ? .raised : .closed),
            confirmation: try reader.optional("confirmation", message.confirmation.rawValue) ?? .notNeeded,
            raisedAt: try reader.instant("raised_at_us", message.raisedAtUs),
            acknowledged: try signature("acknowledged_by", message.acknowledgedBy, "acknowledged_at_us", message.acknowledgedAtUs),
            confirmed: try signature("confirmed_by", message.confirmedBy, "confirmed_at_us", message.confirmedAtUs),
            closedAt: closedAt, closingReason: try reader.text("closing_reason", message.closingReason),
            explanation: try reader.text("explanation", message.explanation), dossiers: try reader.count("dossiers", message.dossiers),
            version: try reader.version(message.version))
    }

    /// The protobuf message that carries the alert; absent instants are 0 in it, absent names empty.
    public var message: Vigie_V1_Alert {
        var message = Vigie_V1_Alert()
        message.id = .init(self.id.bytes)
        message.department = self.department.text
        message.kind = self.kind.message
        message.level = self.level.message
        message.computedLevel = self.computedLevel.message
        message.peakLevel = self.peakLevel.message
        message.firstDay = self.firstDay.daysSinceEpoch
        message.lastDay = self.lastDay.daysSinceEpoch
        message.status = self.status.message
        message.confirmation = self.confirmation.message
        message.raisedAtUs = self.raisedAt.microseconds
        message.acknowledgedBy = self.acknowledged?.by ?? ""
        message.acknowledgedAtUs = self.acknowledged?.at.microseconds ?? 0
        message.confirmedBy = self.confirmed?.by ?? ""
        message.confirmedAtUs = self.confirmed?.at.microseconds ?? 0
        message.closedAtUs = self.closedAt?.microseconds ?? 0
        message.closingReason = self.closingReason
        message.explanation = self.explanation
        message.dossiers = UInt32(clamping: self.dossiers)
        message.version = self.version
        return message
    }
}

extension AlertKind {
    /// The protobuf enumeration's value of the same number.
    public var message: Vigie_V1_AlertKind { Vigie_V1_AlertKind(rawValue: Int(self.number)) ?? .unspecified }
}

extension AlertStatus {
    /// The protobuf enumeration's value of the same number.
    public var message: Vigie_V1_AlertStatus { Vigie_V1_AlertStatus(rawValue: Int(self.number)) ?? .unspecified }
}

extension Confirmation {
    /// The protobuf enumeration's value of the same number.
    public var message: Vigie_V1_Confirmation { Vigie_V1_Confirmation(rawValue: Int(self.number)) ?? .unspecified }
}

extension AlertEventKind {
    /// The protobuf enumeration's value of the same number.
    public var message: Vigie_V1_AlertEventKind { Vigie_V1_AlertEventKind(rawValue: Int(self.number)) ?? .unspecified }
}
