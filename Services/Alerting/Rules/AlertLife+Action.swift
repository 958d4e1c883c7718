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
    static func next(_ record: AlertRecord, _ asked: RequestedAction, now: Instant) throws(AlertRefusal) -> AlertStep {
        let before = record.alert.level
        let signature = DepartmentAlert.Signature(by: asked.by, at: now)
        var next = record
        func step() -> AlertStep {
            next.alert.confirmation = self.confirmation(next.alert.confirmation, at: next.alert.level)
            next.alert.version += 1
            return AlertStep(
                record: next,
                occurrences: [AlertOccurrence(kind: asked.action.kind, by: asked.by, comment: asked.comment, before: before, after: next.alert.level)])
        }
        if asked.action == .comment { return step() }
        guard record.alert.closedAt == nil else { throw AlertRefusal("the alert is closed: it can only be commented on") }
        switch asked.action {
        case .comment: return step()
        case .acknowledge:
            // The person who acknowledged it first stays the one who did.
            if next.alert.acknowledged == nil { next.alert.acknowledged = signature }
            next.alert.status = .acknowledged
            return step()
        case .escalate:
            try self.assign(asked.level, to: &next) { $0 > $1 }
            return step()
        case .lower:
            try self.assign(asked.level, to: &next) { $0 < $1 }
            return step()
        case .confirm, .decline:
            guard before == .red else { throw AlertRefusal("only a red alert is confirmed; this one is \(before.rawValue)") }
            next.alert.confirmed = signature
            next.alert.confirmation = asked.action == .confirm ? .confirmed : .declined
            return step()
        case .close:
            next.closedOver = record.alert.computedLevel
            next.assignment = nil
            next.alert.status = .closed
            next.alert.closedAt = now
            next.alert.closingReason = asked.comment
            return step()
        }
    }

    private static func assign(
        _ level: Level?, to record: inout AlertRecord, _ isOnTheWay: (Int, Int) -> Bool
    ) throws(AlertRefusal) {
        guard let level else { throw AlertRefusal("no level is given") }
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
