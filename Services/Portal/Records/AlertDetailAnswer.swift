import Contracts
import Runtime
import Web

/// `GET /v1/alerts/{id}`: an alert, everything that happened to it, and what it was last judged from.
struct AlertDetailAnswer: Encodable, Sendable {
    /// Whether who asked may act upon it.
    let mayAct: Bool
    let alert: AlertAnswer
    /// By number.
    let events: [AlertEventAnswer]
    /// Null of alerts that are older than dossiers.
    @Nullable var dossier: DossierAnswer?

    /// - Throws: `ContractError`, `Rejection` for what this version does not know.
    init(_ reply: Vigie_V1_AlertDetailReply, for visitor: Visitor, _ reference: ReferenceSnapshot) throws {
        let alert = try DepartmentAlert(reply.alert)
        let viewer = visitor.viewer(of: alert.department)
        self.mayAct = visitor.mayAct(uponAlertsOf: alert.department)
        self.alert = try AlertAnswer(alert, for: viewer)
        self.events = try reply.events.map { AlertEventAnswer(try AlertEvent($0), of: alert, for: viewer) }
        self.dossier = reply.hasDossier ? try DossierAnswer(reply.dossier, of: alert, for: viewer, reference) : nil
    }
}
