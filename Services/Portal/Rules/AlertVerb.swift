import Mortality

/// An action upon an alert, by its name in the address.
enum AlertVerb: String, CaseIterable, Sendable {
    case acknowledge, comment, escalate, lower, confirm, decline, close

    /// The kind of event that records the action.
    var kind: AlertEventKind {
        switch self {
        case .acknowledge: .acknowledged
        case .comment: .commented
        case .escalate: .escalated
        case .lower: .lowered
        case .confirm: .confirmed
        case .decline: .declined
        case .close: .closed
        }
    }

    /// Whether the action must be explained by a comment.
    var needsComment: Bool {
        switch self {
        case .comment, .escalate, .lower, .decline, .close: true
        case .acknowledge, .confirm: false
        }
    }

    /// The levels that the action may set; empty for an action that sets none.
    var levels: [Level] {
        switch self {
        case .escalate: [.yellow, .orange, .red]
        // Green is no alert any more: that is closing it.
        case .lower: [.yellow, .orange]
        case .acknowledge, .comment, .confirm, .decline, .close: []
        }
    }
}
