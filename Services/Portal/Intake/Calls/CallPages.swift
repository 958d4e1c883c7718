import Accounts
import French
import Hummingbird
import Mortality
import Runtime
import Web

/// `/appels`: the communes of a department, and which of them have not come yet.
struct CallPages: Sendable {
    private static let pageSize = 100

    let centre: CallCentre
    let answers: PageAnswers
    private var clock: ZoneClock { self.centre.people.clock }

    init(centre: CallCentre, answers: PageAnswers) {
        self.centre = centre
        self.answers = answers
    }

    func add(to router: Router<WebContext>) {
        router.get("/appels") { request, context in try await self.list(request, context) }
    }

    private func list(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try CallCentre.caller(context)
        let reference = try context.visit().reference
        let query = request.uri.queryParameters
        func value(_ name: Substring) -> String? { query[name].flatMap { $0.isEmpty ? nil : String($0.prefix(100)) } }
        let open = reference.departments.keys.filter { person.access.mayCall(in: $0) }.sorted()
        let asked = value("departement") ?? open.first?.text ?? person.access.calls.header
        let department = try CallCentre.department(asked, for: person, context)
        let days = value("jours").map { CallDays($0) }
        let missing = MissingWords.missing(value("manque"))
        let filter = CallFilter(text: value("q"), missing: missing, days: days?.number)
        let standings = try await self.centre.standings(in: department)
        let today = self.clock.today(in: department.zone)
        let found = standings.filter { filter.admits($0, today: today) }
        let count = max(1, (found.count + Self.pageSize - 1) / Self.pageSize)
        let current = min(max(value("page").flatMap { Int($0) } ?? 1, 1), count)
        let terms: [(name: String, value: String)] = [
            ("departement", department.code.text), ("q", value("q") ?? ""), ("manque", MissingWords.value(missing) ?? ""),
            ("jours", days?.number.map { "\($0)" } ?? ""),
        ]
        let page = CallsPage(
            scope: "\(department.name) (\(department.code)) : quelles communes ont ouvert leur compte, lesquelles déclarent, lesquelles ont été appelées.",
            summaries: Self.summaries(standings, in: department, today: today),
            departments: open.map { (value: $0.text, name: GrantWords.place(.department($0), reference)) },
            asked: CallsPage.Asked(
                search: value("q"), missing: MissingWords.value(missing), days: value("jours"), daysError: days?.error, department: department.code.text),
            lines: found.dropFirst((current - 1) * Self.pageSize).prefix(Self.pageSize).map { self.line($0, department.zone) },
            caption: FrenchText.count(found.count, "commune", "communes") + " sur " + FrenchText.number(standings.count),
            download: PageAddress.text(
                "/v1/departments/\(department.code)/calls.csv",
                [("q", filter.text ?? ""), ("missing", filter.missing?.rawValue ?? ""), ("days", filter.days.map { "\($0)" } ?? "")]),
            pages: PagePagination(current: current, of: count) { PageAddress.text("/appels", terms + [("page", "\($0)")]) })
        return self.answers.page(page, to: request, context, status: days?.error == nil ? .ok : .unprocessableContent)
    }

    /// Returns how many communes have not come, each number with a link to them.
    private static func summaries(_ standings: [CommuneStanding], in department: DepartmentEntry, today: CivilDay) -> [PageLink] {
        let questions: [(CallFilter, String, String)] = [
            (CallFilter(missing: .code), "commune dont aucun code n’a servi", "communes dont aucun code n’a servi"),
            (CallFilter(missing: .signIn), "commune jamais connectée", "communes jamais connectées"),
            (CallFilter(missing: .declaration), "commune qui n’a jamais rien déclaré", "communes qui n’ont jamais rien déclaré"),
            (
                CallFilter(missing: .declaration, days: 7), "commune sans déclaration depuis 7 jours", "communes sans déclaration depuis 7 jours"
            ),
        ]
        return questions.map { filter, one, many in
            PageLink(
                name: FrenchText.count(standings.count { filter.admits($0, today: today) }, one, many),
                address: PageAddress.text(
                    "/appels",
                    [
                        ("departement", department.code.text), ("manque", MissingWords.value(filter.missing) ?? ""),
                        ("jours", filter.days.map { "\($0)" } ?? ""),
                    ]))
        }
    }

    private func line(_ standing: CommuneStanding, _ zone: String) -> CallsPage.Line {
        func written(_ instant: Instant?) -> String { instant.map { WrittenInstant.bare($0, in: zone, self.clock) } ?? "jamais" }
        return CallsPage.Line(
            code: standing.code.text, name: standing.name, invitation: standing.clerks.code, lastSignIn: written(standing.clerks.lastSignInAt),
            lastDeclaration: written(standing.lastDeclarationAt),
            lastCall: standing.lastCall.map { "\(written($0.at)) : \($0.outcome?.french.lowercased() ?? "autre")" } ?? "aucun",
            telephone: standing.contact?.telephone ?? "inconnu")
    }
}

/// The number of days as somebody types it.
struct CallDays: Sendable {
    /// The number; `nil` for a text that is no number of days.
    let number: Int?
    let error: String?

    init(_ typed: String) {
        let number = Int(typed.filter { !$0.isWhitespace }).flatMap { (1...CallFilter.longest).contains($0) ? $0 : nil }
        self.number = number
        self.error = number == nil ? "Saisissez un nombre de jours, de 1 à \(CallFilter.longest), ou rien." : nil
    }
}
