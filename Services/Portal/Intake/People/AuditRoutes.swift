import Accounts
import Formats
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/audit`: the audit for auditors, who see nothing else. Each reading is itself written into the audit.
struct AuditRoutes: Sendable {
    /// The most entries of a table: more would not open in a spreadsheet. All entries come from `vigiectl audit export`.
    static let mostRows = 100_000

    let people: People

    func add(to router: Router<WebContext>) {
        router.get("/v1/audit") { request, context in try await self.page(request, context) }
        router.get("/v1/audit.csv") { request, context in try await self.table(request, context) }
    }

    /// Returns the person who asks, if they are an auditor.
    ///
    /// - Throws: `Problem`, 403.
    static func auditor(_ context: WebContext) throws(Problem) -> Person {
        let person = try context.signedIn()
        guard person.access.seesAudit else { throw .forbidden("you may not read the audit") }
        return person
    }

    /// Writes into the audit that entries are read, before they are.
    static func note(_ action: AuditAction, entries: Int?, _ request: Request, _ person: Person, _ people: People) async throws {
        let parts = [entries.map { "entries \($0)" }, request.uri.query].compactMap { $0 }
        try await people.audit.write(
            AuditNote(action, by: people.origin(of: request).author(person.account), on: "audit", detail: parts.isEmpty ? nil : parts.joined(separator: ", ")))
    }

    private func page(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try Self.auditor(context)
        let filter = try Self.filter(request)
        let before = try request.uri.queryParameters["before"].map { text -> Int64 in
            guard let id = Int64(text), id > 0 else { throw Problem.notAdmitted(field: "before", reason: "not the id of an entry") }
            return id
        }
        let limit = try Reading.number(request, "limit", default: 100, in: 1...1_000)
        let entries = try await self.people.audit.page(filter, before: before, limit: limit)
        try await Self.note(.auditRead, entries: entries.count, request, person, self.people)
        return try JSONAnswer.response(AuditAnswer(entries: entries, next: entries.count == limit ? entries.last?.entry.id : nil))
    }

    /// Answers the entries as a table, the newest first; they are read while they are sent.
    private func table(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try Self.auditor(context)
        let filter = try Self.filter(request)
        try await Self.note(.auditExported, entries: nil, request, person, self.people)
        let audit = self.people.audit
        let name = "audit-\(self.people.clock.today(in: "Europe/Paris")).csv"
        return Response(
            status: .ok, headers: CSVAnswer.headers(name),
            body: ResponseBody { writer in
                var table = AuditTable()
                var (before, written) = (Int64?.none, 0)
                while written < Self.mostRows {
                    let entries = try await audit.page(filter, before: before, limit: 1_000)
                    for record in entries { table.add(record) }
                    written += entries.count
                    before = entries.last?.entry.id
                    try await writer.write(ByteBuffer(bytes: table.take()))
                    if entries.count < 1_000 { break }
                }
                try await writer.finish(nil)
            })
    }

    private static func filter(_ request: Request) throws -> AuditFilter {
        let query = request.uri.queryParameters
        var filter = AuditFilter(account: try query["account"].map { try AccountID(String($0)) })
        if let action = query["action"] {
            guard let known = AuditAction(word: String(action)) else { throw Problem.notAdmitted(field: "action", reason: "no word of the audit") }
            filter.action = known
        }
        filter.from = try Self.instant(query["from"], "from")
        filter.before = try Self.instant(query["to"], "to")
        return filter
    }

    /// Reads an instant, or a day (`2026-11-30`), which stands for its beginning in UTC.
    private static func instant(_ text: Substring?, _ field: String) throws(Problem) -> Instant? {
        guard let text else { return nil }
        if let instant = CallHour.instant(rfc3339: String(text)) { return instant }
        do {
            return Instant(beginningOf: try CivilDay(iso: String(text)))
        } catch {
            throw .notAdmitted(field: field, reason: error.reason)
        }
    }
}

/// Writes entries of the audit as a table for spreadsheets. The words are those of the audit itself, so that it may be compared with another
/// export.
struct AuditTable: Sendable {
    private var table = CSVWriter(columns: ["Numéro", "Instant (UTC)", "Auteur", "Action", "Objet", "Détail", "Adresse", "Corrélation", "Chaînon", "Empreinte"])

    mutating func add(_ record: AuditRecord) {
        let entry = record.entry
        self.table.add([
            "\(entry.id)", entry.at.textInFull, entry.actor, entry.action, entry.subject, entry.detail, entry.address, entry.correlation,
            record.link.map { "\($0.number)" }, record.link.map { Hex.text($0.hash) },
        ])
    }

    mutating func take() -> [UInt8] { self.table.take() }
}
