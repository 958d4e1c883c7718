import Contracts
import Runtime
import Web

/// The answer to `GET /v1/alerts/{id}`: an alert, everything that happened to it, and the dossier that it was last judged from.
struct AlertDetailAnswer: Encodable, Sendable {
    /// Whether the asker may act upon the alert.
    let mayAct: Bool
    let alert: AlertAnswer
    /// The events in the order of their numbers.
    let events: [AlertEventAnswer]
    /// The dossier that it was last judged from; null for alerts that are older than dossiers.
    @Nullable var dossier: DossierAnswer?

    /// - Throws: `ContractError`, `Rejection` for what this version does not know.
    init(_ reply: Vigie_V1_AlertDetailReply, for visitor: Visitor, _ reference: ReferenceSnapshot) throws {
        let alert = try DepartmentAlert(reply.alert)
        let viewer = visitor.viewer(of: alert.department)
        self.mayAct = visitor.mayAct(uponAlertsOf: alert.department)
        self.alert = AlertAnswer(alert, for: viewer)
        self.events = try reply.events.map { AlertEventAnswer(try AlertEvent($0), of: alert, for: viewer) }
        self.dossier = reply.hasDossier ? try DossierAnswer(reply.dossier, of: alert, for: viewer, reference) : nil
    }
}
