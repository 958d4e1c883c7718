import Accounts
import French
import Hummingbird
import Mortality
import Runtime
import Web

/// `/audit`: the audit as a page, for auditors, who see nothing else. Each reading is itself written into the audit.
struct AuditPages: Sendable {
    private static let pageSize = 50

    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/audit") { request, context in
            let person = try AuditRoutes.auditor(context)
            let asked = AuditQuery(request, self.people.clock)
            guard !asked.page.isRefused else {
                return self.answers.page(
                    AuditPage(asked: asked.page, lines: [], pages: nil, download: nil), to: request, context, status: .unprocessableContent)
            }
            let entries = try await self.people.audit.page(asked.filter, before: asked.before, limit: Self.pageSize)
            try await AuditRoutes.note(.auditRead, entries: entries.count, request, person, self.people)
            let next = entries.count == Self.pageSize ? entries.last.map { "\($0.entry.id)" } : nil
            let page = AuditPage(
                asked: asked.page, lines: entries.map { self.line($0.entry) },
                pages: PagePagination(
                    after: asked.before.map { "\($0)" }, next: next, path: "/audit",
                    query: [("du", asked.page.first), ("au", asked.page.last), ("compte", asked.page.account), ("action", asked.page.action)]),
                download: asked.download)
            return self.answers.page(page, to: request, context)
        }
    }

    private func line(_ entry: AuditEntry) -> AuditPage.Line {
        let account = entry.actor.hasPrefix("account:") ? String(entry.actor.dropFirst(8)) : nil
        return AuditPage.Line(
            when: WrittenInstant.bare(entry.at, self.people.clock), who: AuditWords.actor(entry.actor),
            address: account.map { PageAddress.text("/audit", [("compte", $0)]) }, action: AuditWords.action(entry.action),
            subject: entry.subject.map { AuditWords.subject($0) } ?? "–", detail: entry.detail.map { AuditWords.detail($0, of: entry.action) } ?? "–",
            origin: entry.address ?? "–")
    }
}

/// The filter of the page; its days are those of Paris's calendar, both included.
struct AuditQuery: Sendable {
    private(set) var page: AuditPage.Asked
    private(set) var filter = AuditFilter()
    private(set) var before: Int64?

    init(_ request: Request, _ clock: ZoneClock) {
        let query = request.uri.queryParameters
        func value(_ name: Substring) -> String? { query[name].flatMap { $0.isEmpty ? nil : String($0.prefix(100)) } }
        self.page = AuditPage.Asked(first: value("du"), last: value("au"), account: value("compte"), action: nil)
        let (first, last) = (self.page.first.flatMap { try? CivilDay(iso: $0) }, self.page.last.flatMap { try? CivilDay(iso: $0) })
        if self.page.first != nil, first == nil { self.page.firstError = Self.dayError }
        if self.page.last != nil, last == nil { self.page.lastError = Self.dayError }
        if let first, let last, last < first { self.page.lastError = "Ce jour est avant le premier." }
        self.filter.from = first.map { Self.beginning(of: $0, clock) }
        self.filter.before = last.map { Self.beginning(of: $0.advanced(by: 1), clock) }
        if let text = self.page.account {
            self.filter.account = try? AccountID(text)
            if self.filter.account == nil { self.page.accountError = "Saisissez le numéro d’un compte, comme le tableau le montre." }
        }
        if let action = value("action").flatMap({ AuditAction(word: $0) }) {
            self.filter.action = action
            self.page.action = action.word
        }
        self.before = value("apres").flatMap { Int64($0) }
    }

    private static let dayError = "Saisissez un jour, par exemple 2026-11-30."

    /// The address of the same entries as a table.
    var download: String {
        PageAddress.text(
            "/v1/audit.csv",
            [
                ("account", self.filter.account?.description ?? ""), ("action", self.filter.action?.word ?? ""),
                ("from", self.filter.from?.text ?? ""), ("to", self.filter.before?.text ?? ""),
            ])
    }

    /// Returns the first instant of a day in Paris, which is ahead of UTC by an hour or two.
    private static func beginning(of day: CivilDay, _ clock: ZoneClock) -> Instant {
        let midnight = Instant(beginningOf: day)
        let (hour, minute) = clock.time(of: midnight, in: "Europe/Paris")
        return midnight - .seconds(hour * 3_600 + minute * 60)
    }
}
