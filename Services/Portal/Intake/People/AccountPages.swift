import Accounts
import French
import Hummingbird
import Mortality
import Runtime
import Web

/// `/comptes/{id}`: one account, and the forms that change it.
struct AccountPages: Sendable {
    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/comptes/:id") { request, context in
            let (person, id) = (try AccountsPages.keeper(context), try Self.id(context))
            return self.answers.page(try await self.page(id, person, context), to: request, context)
        }
        router.post("/comptes/:id") { request, context in try await self.change(request, context) }
    }

    /// Returns the account that the path names.
    ///
    /// - Throws: `Problem`, 404: what is no UUID names no account.
    static func id(_ context: WebContext) throws(Problem) -> AccountID {
        guard let id = context.parameters.get("id").flatMap({ try? AccountID($0) }) else {
            throw .notFound("there is no such account within your reach")
        }
        return id
    }

    private func change(_ request: Request, _ context: WebContext) async throws -> Response {
        let (person, id) = (try AccountsPages.keeper(context), try Self.id(context))
        let fields = try await FormFields(request)
        let keeping = AccountKeeping(people: self.people)
        let origin = self.people.origin(of: request)
        do {
            switch fields.text("action") {
            case "inviter", "inviter-sans-telephone":
                let (account, code) = try await keeping.inviteAnew(
                    id, withSecondFactor: fields.text("action") == "inviter-sans-telephone", by: person, from: origin)
                let shown = ShownInvitation(account, code, request, self.people.clock)
                return self.answers.page(try await self.page(id, person, context, invitation: shown), to: request, context)
            case "inviter-par-courriel": return try await self.mail(id, by: person, from: origin, request, context)
            case "fermer":
                try await keeping.disable(id, by: person, from: origin)
                return try await self.done("Le compte est fermé.", id, person, request, context)
            case "rouvrir":
                try await keeping.enable(id, by: person, from: origin)
                return try await self.done("Le compte est rouvert.", id, person, request, context)
            case "ajouter-role":
                try await keeping.change(id, adding: [try Self.typedGrant(fields)], removing: [], by: person, from: origin)
                return try await self.done("Le rôle est ajouté.", id, person, request, context)
            case "retirer-role":
                let grant = try Grant(role: fields.text("role") ?? "", territory: fields.text("territoire") ?? "")
                try await keeping.change(id, adding: [], removing: [grant], by: person, from: origin)
                return try await self.done("Le rôle est retiré.", id, person, request, context)
            case "changer-commune":
                let account = try await keeping.account(id, for: person)
                guard let old = Access(account.grants).communes.first else { throw Problem.conflict("the account is not a clerk of this commune") }
                try await keeping.move(id, from: old, to: try CommuneCode((fields.text("commune") ?? "").uppercased()), by: person, from: origin)
                return try await self.done("La personne déclare maintenant pour sa nouvelle commune.", id, person, request, context)
            default: throw Problem.notAdmitted(field: "action", reason: "required")
            }
        } catch {
            guard let problem = error as? Problem ?? PeopleFaults.problem(of: error), [409, 422].contains(problem.status.code) else { throw error }
            let page = try await self.page(id, person, context, refused: (fields, problem))
            return self.answers.page(page, to: request, context, status: problem.status)
        }
    }

    /// Mails a new invitation to the account's address without showing it; where it cannot be mailed, it is shown.
    private func mail(_ id: AccountID, by person: Person, from origin: RequestOrigin, _ request: Request, _ context: WebContext) async throws -> Response {
        guard let houseMail = self.people.houseMail else { throw Problem.notAdmitted(field: "action", reason: "required") }
        let (account, code) = try await AccountKeeping(people: self.people).inviteAnew(id, withSecondFactor: false, by: person, from: origin)
        let shown = ShownInvitation(account, code, request, self.people.clock)
        let address = try await houseMail.invite(account, code, until: shown.until, by: origin.author(person.account), audit: self.people.audit)
        guard let address else {
            let message = PageMessage(.warning, "L’invitation n’a pas pu partir par courriel. La voici.")
            return self.answers.page(try await self.page(id, person, context, invitation: shown, message: message), to: request, context)
        }
        return try await self.done("L’invitation part vers \(address). Elle est valable jusqu’au \(shown.until).", id, person, request, context)
    }

    private static func typedGrant(_ fields: FormFields) throws -> Grant {
        guard let role = fields.text("role").flatMap({ Role(rawValue: $0) }) else { throw Problem.notAdmitted(field: "role", reason: "required") }
        return try Grant(role, GrantWords.territory(fields.text("territoire"), for: role))
    }

    private func done(_ text: String, _ id: AccountID, _ person: Person, _ request: Request, _ context: WebContext) async throws -> Response {
        self.answers.page(try await self.page(id, person, context, message: PageMessage(.success, text)), to: request, context)
    }

    private func page(
        _ id: AccountID, _ person: Person, _ context: WebContext, invitation: ShownInvitation? = nil, message: PageMessage? = nil,
        refused: (fields: FormFields, problem: Problem)? = nil
    ) async throws -> AccountPage {
        let account = try await AccountKeeping(people: self.people).account(id, for: person)
        let (held, token) = (Access(account.grants), self.people.formToken(of: person).text)
        let error = refused.map { FrenchText.sentence(($0.problem.reason ?? $0.problem.detail ?? $0.problem.title).told(in: .french)) }
        let failed = refused?.fields.text("action")
        let given = AccountsPages.roles(givenBy: person.access)
        let mayMove = held.communes.first.map { commune in (try? Grant(.clerk, .commune(commune))).map(person.access.mayGrant) ?? false } ?? false
        return AccountPage(
            id: id.description, name: account.name, facts: AccountFacts.others(account, self.people.clock),
            roles: account.grants.sorted().map { grant in
                AccountPage.Role(
                    text: GrantWords.text(grant, context.reference),
                    form: person.access.mayGrant(grant)
                        ? PageForm(
                            token: token, action: "retirer-role",
                            hidden: [HiddenField(name: "role", value: grant.role.rawValue), HiddenField(name: "territoire", value: grant.territory.text)])
                        : nil)
            },
            grant: given.isEmpty
                ? nil
                : AccountPage.Grant(
                    roles: given, token: token, role: failed == "ajouter-role" ? refused?.fields.text("role") : nil,
                    territory: failed == "ajouter-role" ? refused?.fields.text("territoire") : nil,
                    territoryError: failed == "ajouter-role" ? error : nil),
            move: mayMove
                ? AccountPage.Move(
                    token: token, commune: failed == "changer-commune" ? refused?.fields.text("commune") : nil,
                    error: failed == "changer-commune" ? error : nil)
                : nil,
            isDisabled: account.disabledAt != nil, mayChange: person.access.mayManage(accountWith: held),
            mayRenew: person.access.mayRenewCode(ofAccountWith: held), hasSecondFactor: account.hasSecondFactor,
            mail: self.people.houseMail == nil ? nil : HouseMail.address(of: account), token: token, invitation: invitation,
            message: message ?? (["ajouter-role", "changer-commune"].contains(failed) ? nil : error.map { PageMessage(.error, $0) }))
    }
}
