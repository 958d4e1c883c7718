import Mortality

/// What a person may do to an alert, as the address spells it.
enum AlertVerb: String, CaseIterable, Sendable {
    case acknowledge, comment, escalate, lower, confirm, decline, close

    /// What is recorded of it.
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

    /// Whether whoever does it must say why.
    var needsComment: Bool {
        switch self {
        case .comment, .escalate, .lower, .decline, .close: true
        case .acknowledge, .confirm: false
        }
    }

    /// The levels that it may set; none for what sets no level.
    var levels: [Level] {
        switch self {
        case .escalate: [.yellow, .orange, .red]
        // Green is no alert any more: that is closing it.
        case .lower: [.yellow, .orange]
        case .acknowledge, .comment, .confirm, .decline, .close: []
        }
    }
}
