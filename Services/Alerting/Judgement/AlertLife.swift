import Contracts
import Mortality

/// The life of a department's alerts: raised with an episode, the same while it lasts, closed when it is over.
///
/// Pure and idempotent: given the same episode again, nothing changes.
struct AlertLife: Sendable {
    let department: DepartmentCode
    /// The alert that is open, else the last that was.
    let previous: DepartmentAlert?

    /// The alert as it becomes.
    ///
    /// - Parameters:
    ///   - episode: the episode under way; nothing when the last judged day is green.
    ///   - id: the identifier for an alert that is raised now.
    ///   - now: in microseconds since 1970, UTC.
    /// - Returns: nothing when nothing changes.
    func next(episode: Episode?, explanation: String, id: [UInt8], now: Int64) -> DepartmentAlert? {
        guard let episode else { return self.closed(explanation: explanation, now: now) }
        guard let previous, previous.closedAt == nil || episode.firstDay <= previous.lastDay else {
            return DepartmentAlert(
                id: id, department: self.department, level: episode.level, peakLevel: episode.peak, firstDay: episode.firstDay,
                lastDay: episode.lastDay, raisedAt: now, closedAt: nil, explanation: explanation, version: 1)
        }
        // A correction may bring a closed alert's days back: then it is the same alert, open again.
        let peak = previous.peakLevel.severity > episode.peak.severity ? previous.peakLevel : episode.peak
        let alert = DepartmentAlert(
            id: previous.id, department: self.department, level: episode.level, peakLevel: peak, firstDay: episode.firstDay,
            lastDay: episode.lastDay, raisedAt: previous.raisedAt, closedAt: nil, explanation: explanation,
            version: previous.version)
        return alert == previous ? nil : alert.with(version: previous.version + 1)
    }

    private func closed(explanation: String, now: Int64) -> DepartmentAlert? {
        guard let previous, previous.closedAt == nil else { return nil }
        return DepartmentAlert(
            id: previous.id, department: self.department, level: .green, peakLevel: previous.peakLevel, firstDay: previous.firstDay,
            lastDay: previous.lastDay, raisedAt: previous.raisedAt, closedAt: now, explanation: explanation,
            version: previous.version + 1)
    }
}

extension DepartmentAlert {
    fileprivate func with(version: UInt64) -> DepartmentAlert {
        DepartmentAlert(
            id: self.id, department: self.department, level: self.level, peakLevel: self.peakLevel, firstDay: self.firstDay,
            lastDay: self.lastDay, raisedAt: self.raisedAt, closedAt: self.closedAt, explanation: self.explanation, version: version)
    }
}
