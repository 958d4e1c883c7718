import FoundationEssentials
public import Messages
public import Mortality

/// Something that happened to an alert: a row that is written once and never changed.
public struct AlertEvent: Hashable, Sendable {
    /// The event's own identity.
    public let id: AlertEventID
    /// The alert that it happened to.
    public let alert: AlertID
    /// The event's number within the alert, from 1.
    public let number: Int
    /// When it happened.
    public let at: Instant
    /// What happened.
    public let kind: AlertEventKind
    /// Who did it; empty where it was the computation.
    public let by: String
    /// The comment or the reason that was given; empty where there is none.
    public private(set) var comment: String
    /// The alert's level before it happened.
    public private(set) var levelBefore: Level
    /// The alert's level after it happened.
    public private(set) var levelAfter: Level
    /// The day whose judgement brought it; absent where a person did it.
    public let day: CivilDay?

    /// Makes an event of what happened, or of the values of a row.
    public init(
        id: AlertEventID, alert: AlertID, number: Int, at: Instant, kind: AlertEventKind, by: String, comment: String, levelBefore: Level,
        levelAfter: Level, day: CivilDay?
    ) {
        self.id = id
        self.alert = alert
        self.number = number
        self.at = at
        self.kind = kind
        self.by = by
        self.comment = comment
        self.levelBefore = levelBefore
        self.levelAfter = levelAfter
        self.day = day
    }

    /// Returns the event as it is told to a viewer of its alert: levels and words of a red that is withheld from them are left out.
    public func told(to viewer: Viewer, of alert: DepartmentAlert) -> AlertEvent {
        var told = self
        told.levelBefore = viewer.told(self.levelBefore, alert.confirmation)
        told.levelAfter = viewer.told(self.levelAfter, alert.confirmation)
        let isRed = [self.levelBefore, self.levelAfter].contains { viewer.withholds($0, alert.confirmation) }
        if isRed || alert.withholdsWords(from: viewer) { told.comment = "" }
        return told
    }

    /// Reads an event out of its message.
    ///
    /// - Throws: `ContractError` for a value that this version does not know, or that cannot be.
    public init(_ message: Vigie_V1_AlertEvent) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_AlertEvent.protoMessageName)
        self.init(
            id: try reader.identifier("id", message.id), alert: try reader.identifier("alert", message.alert),
            number: try reader.count("number", message.number), at: try reader.instant("at_us", message.atUs),
            kind: try reader.numbered("kind", message.kind.rawValue), by: try reader.text("by", message.by),
            comment: try reader.text("comment", message.comment),
            levelBefore: try reader.numbered("level_before", message.levelBefore.rawValue),
            levelAfter: try reader.numbered("level_after", message.levelAfter.rawValue),
            day: message.day == 0 ? nil : try reader.day("day", message.day))
    }

    /// The protobuf message that carries the event; an absent day is 0 in it.
    public var message: Vigie_V1_AlertEvent {
        var message = Vigie_V1_AlertEvent()
        message.id = .init(self.id.bytes)
        message.alert = .init(self.alert.bytes)
        message.number = UInt32(clamping: self.number)
        message.atUs = self.at.microseconds
        message.kind = self.kind.message
        message.by = self.by
        message.comment = self.comment
        message.levelBefore = self.levelBefore.message
        message.levelAfter = self.levelAfter.message
        message.day = self.day?.daysSinceEpoch ?? 0
        return message
    }
}
