import Accounts
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/audit`: who did what, for auditors, who see nothing else. Reading it is written into it.
struct AuditRoutes: Sendable {
    let people: People

    func add(to router: Router<WebContext>) {
        router.get("/v1/audit") { request, context in try await self.page(request, context) }
    }

    private func page(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try context.signedIn()
        guard person.access.seesAudit else { throw Problem.forbidden("you may not read the audit") }
        let query = request.uri.queryParameters
        var filter = AuditFilter(account: try query["account"].map { try AccountID(String($0)) })
        if let action = query["action"] {
            guard let known = AuditAction(word: String(action)) else { throw Problem.notAdmitted(field: "action", reason: "no word of the audit") }
            filter.action = known
        }
        filter.from = try Self.moment(query["from"], "from")
        filter.before = try Self.moment(query["to"], "to")
        let before = try query["before"].map { text -> Int64 in
            guard let id = Int64(text), id > 0 else { throw Problem.notAdmitted(field: "before", reason: "not the id of an entry") }
            return id
        }
        let limit = try Reading.number(request, "limit", default: 100, in: 1...1_000)
        let entries = try await self.people.audit.page(filter, before: before, limit: limit)
        let detail = "entries \(entries.count)" + (request.uri.query.map { ", \($0)" } ?? "")
        try await self.people.audit.write(
            AuditNote(.auditRead, by: self.people.origin(of: request).author(person.account), on: "audit", detail: detail))
        return try JSONAnswer.response(AuditAnswer(entries: entries, next: entries.count == limit ? entries.last?.entry.id : nil))
    }

    /// The beginning of a day in UTC: `2026-11-30`.
    private static func moment(_ text: Substring?, _ field: String) throws(Problem) -> Moment? {
        guard let text else { return nil }
        do {
            return Moment(microseconds: Int64(try CivilDay(iso: String(text)).daysSinceEpoch) * 86_400_000_000)
        } catch {
            throw .notAdmitted(field: field, reason: error.reason)
        }
    }
}
