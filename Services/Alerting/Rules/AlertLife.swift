import Contracts
import Mortality

/// The life of a department's alerts. An alert is raised with an episode, stays the same while the episode lasts, and is closed when it is over.
///
/// ```
///             raised ──acknowledge──▶ acknowledged
///   episode ──▶ │ ▲                        │
///               │ └──── raised again ──────┼──── within the same episode ◀─┐
///               └──close, episode over─────┴──────────────▶ closed ────────┘
/// ```
///
/// It is a pure function, and idempotent: given the same episode again, nothing changes.
struct AlertLife: Sendable {
    let department: DepartmentCode
    let kind: AlertKind
    /// The alert that is open, or else the one that was raised last.
    let previous: AlertRecord?

    /// The number of days without raised mortality after which the next raised day begins another episode.
    static let longestCalm = 7

    init(department: DepartmentCode, kind: AlertKind = .excess, previous: AlertRecord?) {
        self.department = department
        self.kind = kind
        self.previous = previous
    }

    /// Returns the alert as the computation changes it.
    ///
    /// - Parameters:
    ///   - episode: the episode under way; `nil` when the last judged day is green.
    ///   - day: the last day that could be judged.
    ///   - id: the identifier of an alert that is raised now.
    /// - Returns: `nil` when nothing changes.
    func next(episode: Episode?, day: CivilDay, explanation: String, id: AlertID, now: Instant) -> AlertStep? {
        guard let episode else { return self.ended(on: day, explanation: explanation, now: now) }
        guard let previous, self.isSame(episode, as: previous.alert) else {
            let alert = DepartmentAlert(
                id: id, department: self.department, kind: self.kind, level: episode.level, peakLevel: episode.peak,
                firstDay: episode.firstDay, lastDay: episode.lastDay, confirmation: Self.confirmation(.notNeeded, at: episode.level),
                raisedAt: now, closedAt: nil, explanation: explanation, version: 1)
            return AlertStep(
                record: AlertRecord(alert: alert),
                occurrences: [AlertOccurrence(kind: .raised, before: .green, after: episode.level, day: day)])
        }
        guard previous.alert.closedAt == nil else { return self.reopened(previous, episode, day: day, explanation: explanation) }
        return self.followed(previous, episode, day: day, explanation: explanation)
    }

    /// Whether the alert goes on with the episode. An open alert always does; a closed one does for some days after its last, whether a
    /// correction brought its days back or deaths rose again.
    private func isSame(_ episode: Episode, as alert: DepartmentAlert) -> Bool {
        alert.closedAt == nil || episode.firstDay <= alert.lastDay.advanced(by: Self.longestCalm)
    }

    private func followed(_ previous: AlertRecord, _ episode: Episode, day: CivilDay, explanation: String) -> AlertStep? {
        var record = previous
        if let assignment = record.assignment, episode.level.severity > assignment.over.severity { record.assignment = nil }
        let level = record.assignment?.level ?? episode.level
        record.alert.computedLevel = episode.level
        record.alert.level = level
        record.alert.peakLevel = [previous.alert.peakLevel, episode.peak, level].max { $0.severity < $1.severity } ?? level
        record.alert.firstDay = min(previous.alert.firstDay, episode.firstDay)
        record.alert.lastDay = episode.lastDay
        record.alert.explanation = explanation
        record.alert.confirmation = Self.confirmation(previous.alert.confirmation, at: level)
        guard record != previous else { return nil }
        record.alert.version += 1
        guard previous.alert.computedLevel != episode.level || previous.alert.level != level else {
            return AlertStep(record: record, occurrences: [])
        }
        return AlertStep(
            record: record, occurrences: [AlertOccurrence(kind: .levelChanged, before: previous.alert.level, after: level, day: day)])
    }

    private func reopened(_ previous: AlertRecord, _ episode: Episode, day: CivilDay, explanation: String) -> AlertStep? {
        // The person who closed it knew of this level, so only a higher one is news.
        if let known = previous.closedOver, episode.level.severity <= known.severity { return nil }
        var record = previous
        record.closedOver = nil
        record.assignment = nil
        record.alert.closedAt = nil
        record.alert.closingReason = ""
        record.alert.status = .raised
        record.alert.acknowledged = nil
        record.alert.computedLevel = episode.level
        record.alert.level = episode.level
        record.alert.peakLevel = episode.peak.severity > previous.alert.peakLevel.severity ? episode.peak : previous.alert.peakLevel
        record.alert.firstDay = min(previous.alert.firstDay, episode.firstDay)
        record.alert.lastDay = episode.lastDay
        record.alert.explanation = explanation
        record.alert.confirmation = Self.confirmation(previous.alert.confirmation, at: episode.level)
        record.alert.version += 1
        return AlertStep(
            record: record, occurrences: [AlertOccurrence(kind: .reopened, before: previous.alert.level, after: episode.level, day: day)])
    }

    private func ended(on day: CivilDay, explanation: String, now: Instant) -> AlertStep? {
        guard let previous else { return nil }
        guard previous.alert.closedAt == nil else {
            // The episode is over, so the level over which a person closed the alert is forgotten, and the next rise is news again.
            guard previous.closedOver != nil else { return nil }
            var record = previous
            record.closedOver = nil
            record.alert.level = .green
            record.alert.computedLevel = .green
            record.alert.version += 1
            return AlertStep(record: record, occurrences: [])
        }
        var record = previous
        record.assignment = nil
        record.alert.level = .green
        record.alert.computedLevel = .green
        record.alert.status = .closed
        record.alert.closedAt = now
        record.alert.closingReason = self.kind == .excess ? "Fin de l’épisode : retour à la normale." : "Les déclarations sont revenues."
        record.alert.explanation = explanation
        record.alert.confirmation = Self.confirmation(previous.alert.confirmation, at: .green)
        record.alert.version += 1
        return AlertStep(
            record: record,
            occurrences: [
                AlertOccurrence(kind: .ended, comment: record.alert.closingReason, before: previous.alert.level, after: .green, day: day)
            ])
    }

    /// Returns the confirmation that a level needs. Only red needs a person, and who has confirmed red once has confirmed the episode.
    static func confirmation(_ known: Confirmation, at level: Level) -> Confirmation {
        switch (known, level) {
        case (.confirmed, _): .confirmed
        case (.notNeeded, .red): .pending
        case (.pending, .red), (.declined, .red): known
        default: .notNeeded
        }
    }
}
