import Contracts
import Mortality

/// The reason why an action cannot be done to an alert as it stands.
struct AlertRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension AlertLife {
    /// Returns the alert as a person's action changes it.
    ///
    /// - Throws: `AlertRefusal` for what cannot be done to it as it stands.
    static func next(_ record: AlertRecord, _ action: AlertAction, now: Int64) throws(AlertRefusal) -> AlertStep {
        let before = record.alert.level
        let signature = DepartmentAlert.Signature(by: action.by, at: now)
        var next = record
        func step(_ kind: AlertEventKind) -> AlertStep {
            next.alert.confirmation = self.confirmation(next.alert.confirmation, at: next.alert.level)
            next.alert.version += 1
            return AlertStep(
                record: next,
                occurrences: [AlertOccurrence(kind: kind, by: action.by, comment: action.comment, before: before, after: next.alert.level)])
        }
        if action.deed == .comment { return step(.commented) }
        guard record.alert.closedAt == nil else { throw AlertRefusal("the alert is closed: it can only be commented on") }
        switch action.deed {
        case .comment: return step(.commented)
        case .acknowledge:
            // The person who acknowledged it first stays the one who did.
            if next.alert.acknowledged == nil { next.alert.acknowledged = signature }
            next.alert.status = .acknowledged
            return step(.acknowledged)
        case .escalate(let level):
            try self.assign(level, to: &next) { $0 > $1 }
            return step(.escalated)
        case .lower(let level):
            try self.assign(level, to: &next) { $0 < $1 }
            return step(.lowered)
        case .confirm, .decline:
            guard before == .red else { throw AlertRefusal("only a red alert is confirmed; this one is \(before.rawValue)") }
            next.alert.confirmed = signature
            next.alert.confirmation = action.deed == .confirm ? .confirmed : .declined
            return step(action.deed == .confirm ? .confirmed : .declined)
        case .close:
            next.closedOver = record.alert.computedLevel
            next.assignment = nil
            next.alert.status = .closed
            next.alert.closedAt = now
            next.alert.closingReason = action.comment
            return step(.closed)
        }
    }

    private static func assign(
        _ level: Level, to record: inout AlertRecord, _ isOnTheWay: (Int, Int) -> Bool
    ) throws(AlertRefusal) {
        guard record.alert.kind == .excess else { throw AlertRefusal("an alert of missing data has one level") }
        guard isOnTheWay(level.severity, record.alert.level.severity) else {
            throw AlertRefusal("the alert stands at \(record.alert.level.rawValue) already")
        }
        // A person who sets the computed level takes back the level that was set before.
        record.assignment =
            level == record.alert.computedLevel ? nil : AlertRecord.Assignment(level: level, over: record.alert.computedLevel)
        record.alert.level = level
        if level.severity > record.alert.peakLevel.severity { record.alert.peakLevel = level }
    }
}
