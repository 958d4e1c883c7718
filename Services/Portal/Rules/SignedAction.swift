import Contracts
import Formats
import FoundationEssentials
import Mortality
import Runtime
import Web

/// A person's action upon an alert, signed, and checked as far as it can be without the alert.
struct SignedAction: Hashable, Sendable {
    /// The action's id. The client makes it, so that the action can be sent again without being done twice; Portal makes one where the client
    /// sent none.
    let id: AlertEventID?
    let action: AlertAction
    let by: String
    /// The comment; empty only where none is needed.
    let comment: String
    /// The level to set; `nil` for an action that sets none.
    let level: Level?

    /// Returns the message that asks Alerting for the action.
    func message(upon alert: AlertID, by visitor: Visitor) -> Vigie_V1_AlertActionRequest {
        var message = Vigie_V1_AlertActionRequest()
        message.id = Data(self.id?.bytes ?? RandomID.make())
        message.alert = Data(alert.bytes)
        message.action = self.action.kind.message
        message.by = self.by
        message.comment = self.comment
        message.level = self.level?.message ?? .unspecified
        message.keyID = visitor.recordName
        return message
    }
}
