import Accounts
import French
import Hummingbird
import Mortality
import Runtime
import Web

/// `/mairie`: where a clerk lands.
struct TownHallPages: Sendable {
    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/mairie") { request, context in
            let person = try Self.declarer(context)
            let commune = try Self.commune(request, person, context)
            return self.answers.page(try await self.page(person, context, for: commune), to: request, context)
        }
        router.post("/mairie") { request, context in try await self.invite(request, context) }
    }

    private static func declarer(_ context: WebContext) throws(Problem) -> Person {
        let person = try context.signedIn()
        guard !person.access.communes.isEmpty || !person.access.departmentsServed.isEmpty else { throw .forbidden("you declare for no commune") }
        return person
    }

    /// The commune that the page is asked for, out of several: whoever telephones comes from the page of one.
    ///
    /// - Throws: `Problem`: 404 for a code that is none, 403 for a commune that they declare nothing for.
    private static func commune(_ request: Request, _ person: Person, _ context: WebContext) throws(Problem) -> CommuneEntry? {
        guard let text = request.uri.queryParameters["commune"], !text.isEmpty else { return nil }
        guard let code = try? CommuneCode(String(text)) else { throw .notFound("no commune has the code \(text.prefix(10))") }
        guard person.access.mayDeclare(for: code) != nil else { throw .forbidden("you may not declare for commune \(code)") }
        guard let entry = context.reference?.commune(code) else { throw .notFound("there is no commune \(code) in the reference list") }
        return entry
    }

    private func invite(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try Self.declarer(context)
        let fields = try await FormFields(request)
        guard fields.text("action") == "inviter" else { throw Problem.notAdmitted(field: "action", reason: "required") }
        let communes = person.access.communes
        let asked = try fields.text("commune").map { try CommuneCode($0) } ?? (communes.count == 1 ? communes[0] : nil)
        guard let asked else { throw Problem.notAdmitted(field: "commune", reason: "required") }
        let name = fields.text("nom") ?? ""
        do {
            let (account, code) = try await AccountKeeping(people: self.people).inviteColleague(
                name: name, login: nil, email: nil, telephone: nil, in: asked, by: person, from: self.people.origin(of: request))
            let shown = ShownInvitation(account, code, request, self.people.clock)
            return self.answers.page(try await self.page(person, context, invitation: shown), to: request, context)
        } catch {
            guard let problem = error as? Problem ?? PeopleFaults.problem(of: error), [409, 422].contains(problem.status.code) else { throw error }
            let text = FailureSentence.text((problem.reason ?? problem.detail ?? problem.title).told(in: .french))
            return self.answers.page(
                try await self.page(person, context, name: name, nameError: text), to: request, context, status: problem.status)
        }
    }

    private func page(
        _ person: Person, _ context: WebContext, for commune: CommuneEntry? = nil, name: String? = nil, nameError: String? = nil,
        invitation: ShownInvitation? = nil
    ) async throws -> TownHallPage {
        let reference = context.reference
        if let commune {
            let department = commune.code.department
            return TownHallPage(
                communes: [
                    TownHallPage.Commune(
                        code: commune.code.text, name: commune.name, department: reference?.departments[department]?.name ?? department.text,
                        onBehalf: person.access.mayDeclare(for: commune.code) == .onBehalf)
                ],
                department: person.access.mayRead(department)
                    ? PageLink(name: GrantWords.place(.department(department), reference), address: "/departements/\(department)") : nil,
                colleagues: nil)
        }
        let communes = person.access.communes
        var own = communes.map { code in
            TownHallPage.Commune(
                code: code.text, name: reference?.commune(code)?.name ?? code.text,
                department: reference?.departments[code.department]?.name ?? code.department.text, onBehalf: false)
        }
        own += person.access.departmentsServed.map { code in
            TownHallPage.Commune(
                code: code.text, name: "toutes les communes", department: reference?.departments[code]?.name ?? code.text, onBehalf: true)
        }
        let readable = (communes.map(\.department) + person.access.departmentsServed).first(where: person.access.mayRead)
        return TownHallPage(
            communes: own,
            department: readable.map { PageLink(name: GrantWords.place(.department($0), reference), address: "/departements/\($0)") },
            colleagues: try await self.colleagues(person, context, name: name, nameError: nameError, invitation: invitation))
    }

    /// What the first account of a commune may still do there; nothing for the others.
    private func colleagues(
        _ person: Person, _ context: WebContext, name: String?, nameError: String?, invitation: ShownInvitation?
    ) async throws -> TownHallPage.Colleagues? {
        var open: [(value: String, name: String)] = []
        var (left, isFirst) = (0, false)
        // Who is a clerk of very many communes is none's first.
        for commune in person.access.communes.prefix(20) {
            let known = try await self.people.invitations.colleagues(of: person.account, in: commune)
            isFirst = isFirst || known.isFirst
            guard known.left > 0 else { continue }
            left += known.left
            open.append((value: commune.text, name: context.reference?.commune(commune)?.name ?? commune.text))
        }
        guard isFirst else { return nil }
        return TownHallPage.Colleagues(
            remaining: left, communes: open, token: self.people.formToken(of: person).text, name: name, nameError: nameError, invitation: invitation)
    }
}
