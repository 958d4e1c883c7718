/// What a person does to an alert. Its word is the one of addresses, of the audit and of pages; messages and tables know an action by the kind
/// of event that records it.
public enum AlertAction: String, CaseIterable, Hashable, Sendable {
    case acknowledge, comment, escalate, lower, confirm, decline, close

    /// The action that a kind of event records; `nil` for what only the computation does.
    public init?(_ kind: AlertEventKind) {
        guard let action = Self.allCases.first(where: { $0.kind == kind }) else { return nil }
        self = action
    }

    /// The kind of event that records the action.
    public var kind: AlertEventKind {
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

    /// Whether the action must be explained in words, which are kept with the alert.
    public var needsReason: Bool {
        switch self {
        case .comment, .escalate, .lower, .decline, .close: true
        case .acknowledge, .confirm: false
        }
    }

    /// The levels that a person may choose for the action; empty for an action that sets none.
    public var levels: [Level] {
        switch self {
        case .escalate: [.yellow, .orange, .red]
        // Green is no alert any more: that is closing it.
        case .lower: [.yellow, .orange]
        case .acknowledge, .comment, .confirm, .decline, .close: []
        }
    }
}
