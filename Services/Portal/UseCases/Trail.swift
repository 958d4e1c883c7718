import Accounts
import Hummingbird
import Mortality
import Runtime
import Web

/// Writes into the audit what people see of alerts, do to them and download, before they get it. Programs act by their key, which the alert's
/// own record names.
struct Trail: Sendable {
    let cookie: SessionCookie
    let note: @Sendable (AuditNote) async throws -> Void

    /// Writes that somebody opens a dossier.
    func seen(_ alert: AlertID, by context: WebContext, _ request: Request) async throws {
        try await self.write(.dossierSeen, on: "alert:\(alert)", nil, context, request)
    }

    /// Writes that somebody acts upon an alert. It is written before Alerting is asked, so that nothing is done that nobody wrote down.
    func acts(_ action: AlertAction, upon alert: AlertID, by context: WebContext, _ request: Request) async throws {
        try await self.write(.alertActedUpon, on: "alert:\(alert)", action.rawValue, context, request)
    }

    /// Writes that figures are downloaded as a document.
    func takenOut(_ what: String, by context: WebContext, _ request: Request) async throws {
        try await self.write(.figuresExported, on: what, request.uri.query, context, request)
    }

    private func write(_ action: AuditAction, on subject: String, _ detail: String?, _ context: WebContext, _ request: Request) async throws {
        guard let person = context.person else { return }
        let author = RequestOrigin(request, cookie: self.cookie).author(person.account)
        try await self.note(AuditNote(action, by: author, on: subject, detail: detail))
    }
}
