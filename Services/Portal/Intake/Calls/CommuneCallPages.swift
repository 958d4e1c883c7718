import Accounts
import Formats
import French
import Hummingbird
import Mortality
import Runtime
import Web

/// `/appels/{code}`: one commune, for whoever is telephoning it.
struct CommuneCallPages: Sendable {
    private struct Place: Sendable {
        let person: Person
        let commune: CommuneEntry
        let department: DepartmentEntry
        let codes: Set<CommuneCode>
    }

    /// The call that was sent and refused, with its errors.
    private struct Refused: Sendable {
        let fields: FormFields
        var hourError: String?
        var outcomeError: String?
    }

    let centre: CallCentre
    let answers: PageAnswers
    private var people: People { self.centre.people }

    init(centre: CallCentre, answers: PageAnswers) {
        self.centre = centre
        self.answers = answers
    }

    func add(to router: Router<WebContext>) {
        router.get("/appels/:code") { request, context in
            let place = try self.place(context)
            return self.answers.page(try await self.page(place, context), to: request, context)
        }
        router.post("/appels/:code") { request, context in
            let place = try self.place(context)
            let fields = try await FormFields(request)
            switch fields.text("action") {
            case "noter": return try await self.note(fields, place, request, context)
            case "renouveler": return try await self.renew(fields, place, request, context)
            default: throw Problem.notAdmitted(field: "action", reason: "required")
            }
        }
    }

    private func place(_ context: WebContext) throws(Problem) -> Place {
        let person = try CallCentre.caller(context)
        let (commune, department) = try CallCentre.commune(context.parameters.get("code"), for: person, context)
        return Place(person: person, commune: commune, department: department, codes: CallCentre.codes(of: commune, in: department, context.reference))
    }

    // MARK: Doing

    private func note(_ fields: FormFields, _ place: Place, _ request: Request, _ context: WebContext) async throws -> Response {
        var refused = Refused(fields: fields)
        let outcome = fields.text("resultat").flatMap { CallOutcome(rawValue: $0) }
        let instant = CallHour.instant(
            fields.text("heure") ?? "", isYesterday: fields.text("jour") == "hier", in: place.department.zone, self.people.clock)
        if outcome == nil { refused.outcomeError = "Choisissez ce que l’appel a donné." }
        if instant == nil { refused.hourError = "Saisissez l’heure de l’appel, par exemple 9:13." }
        if let outcome, let instant {
            do {
                let id = try CallID(fields.text("id") ?? "")
                let call = try await self.centre.note(
                    id, to: place.commune.code, at: instant, outcome, by: place.person, from: self.people.origin(of: request))
                let text =
                    "L’appel du \(WrittenInstant.bare(call.at, in: place.department.zone, self.people.clock)) est noté : \(outcome.french.lowercased())."
                return self.answers.page(try await self.page(place, context, message: PageMessage(.success, text)), to: request, context)
            } catch let rejection as Rejection where rejection.field == "at" {
                refused.hourError = "Cette heure n’est pas encore passée."
            }
        }
        return self.answers.page(try await self.page(place, context, refused: refused), to: request, context, status: .unprocessableContent)
    }

    private func renew(_ fields: FormFields, _ place: Place, _ request: Request, _ context: WebContext) async throws -> Response {
        let clerks = try await self.centre.clerks(of: place.codes)
        // Another commune's clerk is renewed at that commune's page.
        guard let id = fields.text("compte").flatMap({ try? AccountID($0) }), clerks.contains(where: { $0.id == id }) else {
            throw Problem.notFound("there is no such account within your reach")
        }
        do {
            let (account, code) = try await AccountKeeping(people: self.people).inviteAnew(
                id, withSecondFactor: false, by: place.person, from: self.people.origin(of: request))
            let shown = ShownInvitation(account, code, request, self.people.clock)
            return self.answers.page(try await self.page(place, context, invitation: shown), to: request, context)
        } catch {
            guard let problem = error as? Problem ?? PeopleFaults.problem(of: error), problem.status == .conflict else { throw error }
            let text = FrenchText.sentence((problem.detail ?? problem.title).told(in: .french))
            return self.answers.page(try await self.page(place, context, message: PageMessage(.error, text)), to: request, context, status: .conflict)
        }
    }

    // MARK: Showing

    private func page(
        _ place: Place, _ context: WebContext, invitation: ShownInvitation? = nil, message: PageMessage? = nil, refused: Refused? = nil
    ) async throws -> CommuneCallsPage {
        let (access, zone, clock) = (place.person.access, place.department.zone, self.people.clock)
        let standing = try await self.centre.standing(of: place.commune, place.codes, in: place.department)
        let clerks = try await self.centre.clerks(of: place.codes)
        let calls = try await self.people.calls.history(of: place.codes)
        let names = try await self.people.accounts.names(of: Set(calls.map(\.account)))
        let token = self.people.formToken(of: place.person).text
        func written(_ instant: Instant?) -> String { instant.map { WrittenInstant.text($0, in: zone, clock) } ?? "jamais" }
        let contact = standing.contact
        let unknown = [contact?.telephone == nil ? "Téléphone" : nil, contact?.mail == nil ? "Courriel" : nil].compactMap { $0 }
        return CommuneCallsPage(
            code: place.commune.code.text, name: place.commune.name,
            list: PageLink(name: "Toutes les communes", address: PageAddress.text("/appels", [("departement", place.department.code.text)])),
            facts: [
                PageFact(name: "Code d’invitation", value: standing.clerks.code.french),
                PageFact(name: "Dernière connexion", value: written(standing.clerks.lastSignInAt)),
                PageFact(name: "Dernière déclaration", value: written(standing.lastDeclarationAt)),
            ] + unknown.map { PageFact(name: $0, value: "inconnu") },
            telephone: contact?.telephone, mail: contact?.mail, clerks: clerks.map { self.clerk($0, access, token) },
            renewalHint: clerks.contains { access.mayManage(accountWith: Access($0.grants)) }
                ? "Un nouveau code annule le mot de passe et le code d’avant. Il n’est montré qu’une fois : restez en ligne."
                : "Un nouveau code annule celui d’avant ; le mot de passe reste valable jusqu’à ce qu’il serve. Il n’est montré qu’une fois : restez en ligne.",
            mayDeclare: access.mayDeclare(for: place.commune.code) != nil,
            note: CommuneCallsPage.Note(
                token: token, id: try refused?.fields.text("id") ?? CallID(bytes: RandomID.make()).description, day: refused?.fields.text("jour"),
                hour: refused?.fields.text("heure") ?? CallHour.written(clock.instant, in: zone, clock), outcome: refused?.fields.text("resultat"),
                hourError: refused?.hourError, outcomeError: refused?.outcomeError),
            calls: calls.map { call in
                (
                    when: WrittenInstant.bare(call.at, in: zone, clock), outcome: call.outcome?.french ?? "autre",
                    who: names[call.account] ?? "compte effacé"
                )
            },
            invitation: invitation, message: message)
    }

    /// Returns an account as the page shows it, with its name for those who may see it.
    private func clerk(_ account: Account, _ access: Access, _ token: String) -> CommuneCallsPage.Clerk {
        let isShown = AccountKeeping.maySee(account, access)
        return CommuneCallsPage.Clerk(
            name: isShown ? "\(account.name) (\(account.login))" : "Un agent de la mairie", state: AccountFacts.progress(account, self.people.clock),
            renewal: access.mayRenewCode(ofAccountWith: Access(account.grants))
                ? PageForm(token: token, action: "renouveler", hidden: [HiddenField(name: "compte", value: account.id.description)]) : nil)
    }
}
