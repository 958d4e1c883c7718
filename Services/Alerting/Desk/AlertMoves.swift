import Contracts

/// What became of a department's alerts, and what happened to them.
struct AlertMoves: Sendable {
    var alerts: [DepartmentAlert] = []
    var events: [AlertEvent] = []

    var isEmpty: Bool { self.alerts.isEmpty && self.events.isEmpty }
}
