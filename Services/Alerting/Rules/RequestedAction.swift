import Contracts
import Foundation
import Mortality

/// What a person asks to do to an alert, checked as far as it can be without the alert.
struct RequestedAction: Hashable, Sendable {
    /// The same again is done once.
    let id: AlertEventID
    let alert: AlertID
    let action: AlertAction
    /// The level to set; nothing for an action that sets none.
    let level: Level?
    let by: String
    let comment: String
    let keyID: String

    static let longestName = 100
    static let longestComment = 2_000

    /// - Throws: `Rejection` for what nobody can do: without a name, without a reason where one is needed, without a level.
    init(_ message: Vigie_V1_AlertActionRequest) throws(Rejection) {
        guard let id = try? AlertEventID(bytes: Array(message.id)) else { throw Rejection(field: "id", reason: "not the 16 bytes of a UUID") }
        guard let alert = try? AlertID(bytes: Array(message.alert)) else { throw Rejection(field: "alert", reason: "not the 16 bytes of a UUID") }
        let by = message.by.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !by.isEmpty, by.count <= Self.longestName else {
            throw Rejection(field: "by", reason: "say who does it, in \(Self.longestName) characters at most")
        }
        let comment = message.comment.trimmingCharacters(in: .whitespacesAndNewlines)
        guard comment.count <= Self.longestComment else {
            throw Rejection(field: "comment", reason: "more than \(Self.longestComment) characters")
        }
        guard let action = Int16(exactly: message.action.rawValue).flatMap({ AlertEventKind(number: $0) }).flatMap({ AlertAction($0) }) else {
            throw Rejection(field: "action", reason: "not something that a person does")
        }
        self.id = id
        self.alert = alert
        self.action = action
        self.level = action.levels.isEmpty ? nil : try Self.level(message.level)
        self.by = by
        self.comment = comment
        self.keyID = String(message.keyID.prefix(64))
        guard !comment.isEmpty || !action.needsReason else { throw Rejection(field: "comment", reason: "say why: it is kept with the alert") }
    }

    private static func level(_ message: Vigie_V1_Level) throws(Rejection) -> Level {
        guard let level = Int16(exactly: message.rawValue).flatMap({ Level(number: $0) }), level.severity > 0 else {
            throw Rejection(field: "level", reason: "it is yellow, orange or red")
        }
        return level
    }
}
