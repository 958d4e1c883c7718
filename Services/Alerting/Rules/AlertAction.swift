import Contracts
import Foundation
import Mortality

/// What a person does to an alert, checked as far as it can be without the alert.
struct AlertAction: Hashable, Sendable {
    enum Deed: Hashable, Sendable {
        case acknowledge
        case comment
        case escalate(to: Level)
        case lower(to: Level)
        case confirm
        case decline
        case close
    }

    /// The 16 bytes of a UUID: the same again is done once.
    let id: [UInt8]
    let alert: [UInt8]
    let deed: Deed
    let by: String
    let comment: String
    let keyID: String

    static let longestName = 100
    static let longestComment = 2_000

    /// - Throws: `Rejection` for what nobody can do: without a name, without a reason where one is needed, without a level.
    init(_ message: Vigie_V1_AlertActionRequest) throws(Rejection) {
        guard message.id.count == 16 else { throw Rejection(field: "id", reason: "not the 16 bytes of a UUID") }
        guard message.alert.count == 16 else { throw Rejection(field: "alert", reason: "not the 16 bytes of a UUID") }
        let by = message.by.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !by.isEmpty, by.count <= Self.longestName else {
            throw Rejection(field: "by", reason: "say who does it, in \(Self.longestName) characters at most")
        }
        let comment = message.comment.trimmingCharacters(in: .whitespacesAndNewlines)
        guard comment.count <= Self.longestComment else {
            throw Rejection(field: "comment", reason: "more than \(Self.longestComment) characters")
        }
        self.id = Array(message.id)
        self.alert = Array(message.alert)
        self.by = by
        self.comment = comment
        self.keyID = String(message.keyID.prefix(64))
        switch message.action {
        case .acknowledged: self.deed = .acknowledge
        case .commented: self.deed = .comment
        case .escalated: self.deed = .escalate(to: try Self.level(message.level))
        case .lowered: self.deed = .lower(to: try Self.level(message.level))
        case .confirmed: self.deed = .confirm
        case .declined: self.deed = .decline
        case .closed: self.deed = .close
        case .raised, .levelChanged, .ended, .reopened, .unspecified, .UNRECOGNIZED:
            throw Rejection(field: "action", reason: "not something that a person does")
        }
        guard !comment.isEmpty || self.deed == .acknowledge || self.deed == .confirm else {
            throw Rejection(field: "comment", reason: "say why: it is kept with the alert")
        }
    }

    private static func level(_ message: Vigie_V1_Level) throws(Rejection) -> Level {
        guard let level = Int16(exactly: message.rawValue).flatMap({ Level(number: $0) }), level.severity > 0 else {
            throw Rejection(field: "level", reason: "it is yellow, orange or red")
        }
        return level
    }
}
