import Accounts
import Hummingbird
import Mortality
import Runtime
import Web

/// What people see of alerts, do to them and take out, written into the audit before they have it. Programs act by their key, which the
/// alert's own record names.
struct Trail: Sendable {
    let cookie: SessionCookie
    let note: @Sendable (AuditNote) async throws -> Void

    /// A dossier was asked for.
    func seen(_ alert: DeclarationID, by context: WebContext, _ request: Request) async throws {
        try await self.write(.dossierSeen, on: "alert:\(alert)", nil, context, request)
    }

    /// Something is done to an alert: written before it is asked for, so that nothing is done that nobody wrote down.
    func acts(_ verb: AlertVerb, upon alert: DeclarationID, by context: WebContext, _ request: Request) async throws {
        try await self.write(.alertActedUpon, on: "alert:\(alert)", verb.rawValue, context, request)
    }

    /// Figures leave as a document.
    func takenOut(_ what: String, by context: WebContext, _ request: Request) async throws {
        try await self.write(.figuresExported, on: what, request.uri.query, context, request)
    }

    private func write(_ action: AuditAction, on subject: String, _ detail: String?, _ context: WebContext, _ request: Request) async throws {
        guard let person = context.person else { return }
        let author = RequestOrigin(request, cookie: self.cookie).author(person.account)
        try await self.note(AuditNote(action, by: author, on: subject, detail: detail))
    }
}
