import Contracts
import Formats
import FoundationEssentials
import Mortality
import Runtime
import Web

/// What a person does to an alert, checked as far as it can be without the alert.
struct AlertAction: Hashable, Sendable {
    /// Made by the client, so that it can be sent again; made here where it sent none.
    let id: DeclarationID?
    let verb: AlertVerb
    let by: String
    /// Empty only where none is needed.
    let comment: String
    /// Only of what sets one.
    let level: Level?

    /// The question to Alerting.
    func message(upon alert: DeclarationID, by visitor: Visitor) -> Vigie_V1_AlertActionRequest {
        var message = Vigie_V1_AlertActionRequest()
        message.id = Data(self.id?.bytes ?? RandomID.make())
        message.alert = Data(alert.bytes)
        message.action = self.verb.kind.message
        message.by = self.by
        message.comment = self.comment
        message.level = self.level?.message ?? .unspecified
        message.keyID = visitor.recordName
        return message
    }
}
