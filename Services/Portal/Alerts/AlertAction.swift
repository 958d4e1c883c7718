import Contracts
import FoundationEssentials
import Mortality
import Runtime

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
    func message(upon alert: DeclarationID, key: KeyRecord) -> Vigie_V1_AlertActionRequest {
        var message = Vigie_V1_AlertActionRequest()
        message.id = Data(self.id?.bytes ?? Self.newID())
        message.alert = Data(alert.bytes)
        message.action = self.verb.kind.message
        message.by = self.by
        message.comment = self.comment
        message.level = self.level?.message ?? .unspecified
        message.keyID = key.id
        return message
    }

    /// A random UUID (RFC 9562, version 4).
    private static func newID() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }
}
