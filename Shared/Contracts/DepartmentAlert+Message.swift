import FoundationEssentials
public import Messages
public import Mortality

extension DepartmentAlert {
    /// What an older version does not say of its alerts is as it was then: of excess, and without people.
    ///
    /// - Throws: `ContractError` for a value that this version does not know.
    public init(_ message: Vigie_V1_Alert) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_Alert.protoMessageName)
        guard message.id.count == 16 else { throw ContractError(message: reader.message, field: "id", reason: "not 16 bytes") }
        let level: Level = try reader.numbered("level", message.level.rawValue)
        let closedAt = message.closedAtUs == 0 ? nil : message.closedAtUs
        self.init(
            id: Array(message.id), department: try reader.department("department", message.department),
            kind: try reader.optional("kind", message.kind.rawValue) ?? .excess, level: level,
            computedLevel: try reader.optional("computed_level", message.computedLevel.rawValue) ?? level,
            peakLevel: try reader.numbered("peak_level", message.peakLevel.rawValue),
            firstDay: try reader.day("first_day", message.firstDay), lastDay: try reader.day("last_day", message.lastDay),
            status: try reader.optional("status", message.status.rawValue) ?? (closedAt == nil ? .raised : .closed),
            confirmation: try reader.optional("confirmation", message.confirmation.rawValue) ?? .notNeeded, raisedAt: message.raisedAtUs,
            acknowledged: message.acknowledgedAtUs == 0 ? nil : Signature(by: message.acknowledgedBy, at: message.acknowledgedAtUs),
            confirmed: message.confirmedAtUs == 0 ? nil : Signature(by: message.confirmedBy, at: message.confirmedAtUs),
            closedAt: closedAt, closingReason: message.closingReason, explanation: message.explanation,
            dossiers: Int(message.dossiers), version: message.version)
    }

    public var message: Vigie_V1_Alert {
        var message = Vigie_V1_Alert()
        message.id = .init(self.id)
        message.department = self.department.text
        message.kind = self.kind.message
        message.level = self.level.message
        message.computedLevel = self.computedLevel.message
        message.peakLevel = self.peakLevel.message
        message.firstDay = self.firstDay.daysSinceEpoch
        message.lastDay = self.lastDay.daysSinceEpoch
        message.status = self.status.message
        message.confirmation = self.confirmation.message
        message.raisedAtUs = self.raisedAt
        message.acknowledgedBy = self.acknowledged?.by ?? ""
        message.acknowledgedAtUs = self.acknowledged?.at ?? 0
        message.confirmedBy = self.confirmed?.by ?? ""
        message.confirmedAtUs = self.confirmed?.at ?? 0
        message.closedAtUs = self.closedAt ?? 0
        message.closingReason = self.closingReason
        message.explanation = self.explanation
        message.dossiers = UInt32(clamping: self.dossiers)
        message.version = self.version
        return message
    }
}

extension AlertKind {
    public var message: Vigie_V1_AlertKind { Vigie_V1_AlertKind(rawValue: Int(self.number)) ?? .unspecified }
}

extension AlertStatus {
    public var message: Vigie_V1_AlertStatus { Vigie_V1_AlertStatus(rawValue: Int(self.number)) ?? .unspecified }
}

extension Confirmation {
    public var message: Vigie_V1_Confirmation { Vigie_V1_Confirmation(rawValue: Int(self.number)) ?? .unspecified }
}

extension AlertEventKind {
    public var message: Vigie_V1_AlertEventKind { Vigie_V1_AlertEventKind(rawValue: Int(self.number)) ?? .unspecified }
}
