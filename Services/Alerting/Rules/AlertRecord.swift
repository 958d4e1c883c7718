import Contracts
import Mortality

/// An alert, with what only the rules of its life need to remember.
struct AlertRecord: Hashable, Sendable {
    /// A level that a person set.
    struct Assignment: Hashable, Sendable {
        let level: Level
        /// The level that was computed when the person set theirs; a rise beyond it ends the person's.
        let over: Level
    }

    var alert: DepartmentAlert
    var assignment: Assignment?
    /// The level that was computed when a person closed the alert; only a rise beyond it opens the same episode again.
    var closedOver: Level?
}

/// An event in the life of an alert, before it is given a number and a time.
struct AlertOccurrence: Hashable, Sendable {
    let kind: AlertEventKind
    var by = ""
    var comment = ""
    let before: Level
    let after: Level
    var day: CivilDay?

    /// Returns the event as it is written down.
    func event(of alert: AlertID, id: AlertEventID, number: Int, at now: Instant) -> AlertEvent {
        AlertEvent(
            id: id, alert: alert, number: number, at: now, kind: self.kind, by: self.by, comment: self.comment, levelBefore: self.before,
            levelAfter: self.after, day: self.day)
    }
}

/// What an alert becomes, with the events that took it there.
struct AlertStep: Hashable, Sendable {
    let record: AlertRecord
    let occurrences: [AlertOccurrence]
}
