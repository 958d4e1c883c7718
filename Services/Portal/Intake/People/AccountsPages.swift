import Accounts
import French
import Hummingbird
import Mortality
import Runtime
import Web

/// `/comptes`: the accounts within somebody's reach, and a new one.
struct AccountsPages: Sendable {
    private static let pageSize = 50

    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/comptes") { request, context in
            let person = try Self.keeper(context)
            return self.answers.page(try await self.page(person, request, context), to: request, context)
        }
        router.post("/comptes") { request, context in try await self.invite(request, context) }
    }

    /// Returns the person who asks, if they keep accounts.
    ///
    /// - Throws: `Problem`, 403 for who keeps no accounts.
    static func keeper(_ context: WebContext) throws(Problem) -> Person {
        let person = try context.signedIn()
        guard AccountKeeping.mayList(person.access) else { throw .forbidden("you do not keep accounts") }
        return person
    }

    /// Returns the roles that somebody may give somewhere.
    static func roles(givenBy access: Access) -> [(value: String, name: String)] {
        Role.allCases.filter { role in self.samples(of: role, access).contains(where: access.mayGrant) }
            .map { (value: $0.rawValue, name: FrenchText.capitalized($0.french)) }
    }

    /// Returns a role in one place of each kind within reach: if one of these may be given, the role may be given somewhere.
    private static func samples(of role: Role, _ access: Access) -> [Grant] {
        let departments: [DepartmentCode] =
            switch access.administered {
            case .all: Array(DepartmentCode.all.prefix(1))
            case .departments(let departments): Array(departments)
            }
        var territories: [Territory] = [.nation] + departments.map { .department($0) }
        territories += departments.compactMap { (try? CommuneCode("\($0.text)\($0.text.count == 3 ? "01" : "001")")).map { .commune($0) } }
        territories += Region.all.prefix(1).map { .region($0) } + DefenceZone.allCases.prefix(1).map { .defenceZone($0) }
        return territories.compactMap { try? Grant(role, $0) }
    }

    private func invite(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try Self.keeper(context)
        let fields = try await FormFields(request)
        guard fields.text("action") == "inviter" else { throw Problem.notAdmitted(field: "action", reason: "required") }
        let asked = InviteForm(fields)
        guard let grant = asked.grant else { return try await self.refused(asked, person, request, context) }
        do {
            let (account, code) = try await AccountKeeping(people: self.people).invite(
                name: asked.name ?? "", login: nil, email: nil, telephone: nil, grants: [grant], by: person, from: self.people.origin(of: request))
            let shown = ShownInvitation(account, code, request, self.people.clock)
            let message = PageMessage(.success, "Le compte de \(account.name) est créé.")
            return self.answers.page(try await self.page(person, request, context, invitation: shown, message: message), to: request, context)
        } catch {
            guard let problem = error as? Problem ?? PeopleFaults.problem(of: error), problem.status.code < 500 else { throw error }
            return try await self.refused(asked.with(problem), person, request, context)
        }
    }

    private func refused(_ asked: InviteForm, _ person: Person, _ request: Request, _ context: WebContext) async throws -> Response {
        self.answers.page(try await self.page(person, request, context, asked: asked), to: request, context, status: .unprocessableContent)
    }

    private func page(
        _ person: Person, _ request: Request, _ context: WebContext, asked: InviteForm? = nil, invitation: ShownInvitation? = nil,
        message: PageMessage? = nil
    ) async throws -> AccountsPage {
        let query = request.uri.queryParameters
        func value(_ name: Substring) -> String? { query[name].flatMap { $0.isEmpty ? nil : String($0.prefix(100)) } }
        var filter = AccountFilter(role: value("role").flatMap { Role(rawValue: $0) }, state: value("etat").flatMap { AccountFilter.State(rawValue: $0) })
        // A commune's code finds its clerks; anything else is a name or a login.
        if let text = value("q") {
            if let commune = try? CommuneCode(text) { filter.territory = .commune(commune) } else { filter.text = text }
        }
        let after = value("apres").flatMap { try? Login($0) }
        let (accounts, next) = try await AccountKeeping(people: self.people).list(filter, after: after, limit: Self.pageSize, for: person)
        let given = Self.roles(givenBy: person.access)
        let token = self.people.formToken(of: person).text
        let lines = accounts.map { AccountFacts.line($0, context.reference, self.people.clock) }
        return AccountsPage(
            scope: Self.scope(person.access, context.reference), lines: lines,
            total: FrenchText.count(lines.count, "compte affiché", "comptes affichés"),
            search: value("q"), role: filter.role?.rawValue, state: filter.state?.rawValue,
            roles: Role.allCases.map { (value: $0.rawValue, name: FrenchText.capitalized($0.french)) },
            pages: PagePagination(
                after: after?.text, next: next?.text, path: "/comptes",
                query: [("q", value("q")), ("role", filter.role?.rawValue), ("etat", filter.state?.rawValue)]),
            invite: given.isEmpty
                ? nil
                : AccountsPage.Invite(
                    roles: given, token: token, name: asked?.name, role: asked?.role, territory: asked?.territory, nameError: asked?.nameError,
                    roleError: asked?.roleError, territoryError: asked?.territoryError),
            invitation: invitation, message: message)
    }

    private static func scope(_ access: Access, _ reference: ReferenceSnapshot?) -> String {
        switch access.codesRenewed {
        case .all: "Tous les comptes."
        case .departments(let departments):
            "Comptes : " + departments.sorted().map { GrantWords.place(.department($0), reference) }.joined(separator: ", ") + "."
        }
    }
}

/// The form of an invitation as somebody filled it in, with its errors.
struct InviteForm: Sendable {
    let name: String?
    let role: String?
    let territory: String?
    private(set) var grant: Grant?
    private(set) var nameError: String?
    private(set) var roleError: String?
    private(set) var territoryError: String?

    init(_ fields: FormFields) {
        self.name = fields.text("nom")
        self.role = fields.text("role")
        self.territory = fields.text("territoire")
        guard self.name != nil else {
            self.nameError = "Saisissez le nom de la personne."
            return
        }
        guard let role = self.role.flatMap({ Role(rawValue: $0) }) else {
            self.roleError = "Choisissez un rôle."
            return
        }
        do {
            self.grant = try Grant(role, GrantWords.territory(self.territory, for: role))
        } catch {
            self.territoryError = TerritorySentence.text(for: role)
        }
    }

    /// Returns the form with the problem's reason beside the field that it is about.
    func with(_ problem: Problem) -> InviteForm {
        var copy = self
        let text = FrenchText.sentence((problem.reason ?? problem.detail ?? problem.title).told(in: .french))
        switch problem.field {
        case "name", "login": copy.nameError = text
        default: copy.territoryError = text
        }
        return copy
    }
}

/// The sentences about a place that was not understood.
enum TerritorySentence {
    static func text(for role: Role) -> String {
        switch role {
        case .clerk: "Saisissez le code INSEE de la commune : cinq caractères, par exemple 56260."
        case .callCentre, .prefectureReader, .prefectureOfficer, .prefectureAdministrator: "Saisissez le numéro du département, par exemple 56."
        case .regionReader: "Saisissez le code INSEE de la région, par exemple 53."
        case .defenceZoneReader: "Saisissez le nom de la zone de défense, par exemple ouest."
        case .partnerReader: "Saisissez le numéro du département ou le code de la région ; rien pour toute la France."
        case .nationalReader, .nationalAdministrator, .operations, .auditor: "Laissez ce champ vide : ce rôle vaut pour toute la France."
        }
    }
}

extension ShownInvitation {
    init(_ account: Account, _ code: InvitationCode, _ request: Request, _ clock: ZoneClock) {
        let until = clock.instant + InvitationCode.lifetime
        self.init(
            name: account.name, login: account.login.text, code: code.text, link: "\(PublicAddress.root(of: request))/invitation#\(code.text)",
            until: WrittenInstant.date(account.invitationExpiresAt ?? until, clock))
    }
}
