import Contracts
import Mortality

/// An alert with what only its life needs to remember.
struct AlertRecord: Hashable, Sendable {
    /// A level that a person set.
    struct Assignment: Hashable, Sendable {
        let level: Level
        /// What was computed then: a rise beyond it ends what was set.
        let over: Level
    }

    var alert: DepartmentAlert
    var assignment: Assignment?
    /// What was computed when a person closed it: only a rise beyond it opens the same episode again.
    var closedOver: Level?
}

/// Something that happens to an alert, before it has a number and a time.
struct AlertOccurrence: Hashable, Sendable {
    let kind: AlertEventKind
    var by = ""
    var comment = ""
    let before: Level
    let after: Level
    var day: CivilDay?

    /// The occurrence as it is written down.
    func event(of alert: AlertID, id: AlertEventID, number: Int, at now: Instant) -> AlertEvent {
        AlertEvent(
            id: id, alert: alert, number: number, at: now, kind: self.kind, by: self.by, comment: self.comment, levelBefore: self.before,
            levelAfter: self.after, day: self.day)
    }
}

/// What an alert becomes, and what happened to it on the way.
struct AlertStep: Hashable, Sendable {
    let record: AlertRecord
    let occurrences: [AlertOccurrence]
}
