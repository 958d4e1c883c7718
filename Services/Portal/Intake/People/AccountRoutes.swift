import Accounts
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/accounts…` and `/v1/colleagues`: the accounts of others.
struct AccountRoutes: Sendable {
    private static let draftFields = ["name", "login", "email", "telephone"]

    let people: People
    private var keeping: AccountKeeping { AccountKeeping(people: self.people) }

    init(people: People) { self.people = people }

    func add(to router: Router<WebContext>) {
        router.get("/v1/accounts") { request, context in try await self.list(request, context) }
        router.post("/v1/accounts") { request, context in try await self.invite(request, context) }
        router.get("/v1/accounts/:id") { _, context in
            let (person, id) = (try AccountsPages.keeper(context), try AccountPages.id(context))
            return try JSONAnswer.response(AccountAnswer(try await self.keeping.account(id, for: person)))
        }
        router.patch("/v1/accounts/:id") { request, context in try await self.change(request, context) }
        router.delete("/v1/accounts/:id") { request, context in
            let (person, id) = (try AccountsPages.keeper(context), try AccountPages.id(context))
            try await self.keeping.erase(id, by: person, from: self.people.origin(of: request))
            return Response(status: .noContent, headers: [.cacheControl: Keeping.never])
        }
        router.post("/v1/accounts/:id/invitation") { request, context in try await self.inviteAnew(request, context) }
        router.post("/v1/accounts/:id/disable") { request, context in
            let (person, id) = (try AccountsPages.keeper(context), try AccountPages.id(context))
            try await self.keeping.disable(id, by: person, from: self.people.origin(of: request))
            return try JSONAnswer.response(AccountAnswer(try await self.keeping.account(id, for: person)))
        }
        router.post("/v1/accounts/:id/enable") { request, context in
            let (person, id) = (try AccountsPages.keeper(context), try AccountPages.id(context))
            try await self.keeping.enable(id, by: person, from: self.people.origin(of: request))
            return try JSONAnswer.response(AccountAnswer(try await self.keeping.account(id, for: person)))
        }
        router.get("/v1/colleagues") { _, context in try await self.colleagues(context) }
        router.post("/v1/colleagues") { request, context in try await self.inviteColleague(request, context) }
    }

    // MARK: Looking

    private func list(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try AccountsPages.keeper(context)
        let query = request.uri.queryParameters
        var filter = AccountFilter(text: query["q"].map { String($0.prefix(100)) })
        if let role = query["role"] {
            guard let known = Role(rawValue: String(role)) else { throw Problem.notAdmitted(field: "role", reason: "no role there is") }
            filter.role = known
        }
        if let state = query["state"] {
            guard let known = AccountFilter.State(rawValue: String(state)) else {
                throw Problem.notAdmitted(field: "state", reason: "not one of active, invited, disabled")
            }
            filter.state = known
        }
        if let department = query["department"] { filter.departments = [try DepartmentCode(String(department))] }
        if let territory = query["territory"] { filter.territory = try Territory(String(territory)) }
        let after = try query["after"].map { try Login(String($0)) }
        let limit = try Reading.number(request, "limit", default: 50, in: 1...500)
        let (accounts, next) = try await self.keeping.list(filter, after: after, limit: limit, for: person)
        return try JSONAnswer.response(AccountsAnswer(accounts: accounts.map { AccountAnswer($0) }, next: next?.text))
    }

    // MARK: Inviting

    private func invite(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try AccountsPages.keeper(context)
        let fields = try await JSONFields(request, known: Self.draftFields + ["grants"])
        let (account, code) = try await self.keeping.invite(
            name: try fields.required("name"), login: try fields.text("login"), email: try fields.text("email"),
            telephone: try fields.text("telephone"), grants: try fields.grants("grants"), by: person, from: self.people.origin(of: request))
        return try self.created(account, code, request)
    }

    private func inviteAnew(_ request: Request, _ context: WebContext) async throws -> Response {
        let (person, id) = (try AccountsPages.keeper(context), try AccountPages.id(context))
        let fields = try await JSONFields(request, known: ["withSecondFactor"])
        let (account, code) = try await self.keeping.inviteAnew(
            id, withSecondFactor: try fields.flag("withSecondFactor"), by: person, from: self.people.origin(of: request))
        return try self.created(account, code, request)
    }

    private func inviteColleague(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try context.signedIn()
        let fields = try await JSONFields(request, known: Self.draftFields + ["commune"])
        let (account, code) = try await self.keeping.inviteColleague(
            name: try fields.required("name"), login: try fields.text("login"), email: try fields.text("email"),
            telephone: try fields.text("telephone"), in: try CommuneCode(try fields.required("commune")), by: person,
            from: self.people.origin(of: request))
        return try self.created(account, code, request)
    }

    private func created(_ account: Account, _ code: InvitationCode, _ request: Request) throws -> Response {
        var response = try JSONAnswer.response(InvitedAnswer(account, code, root: PublicAddress.root(of: request)))
        response.status = .created
        response.headers[.location] = "/v1/accounts/\(account.id)"
        return response
    }

    private func colleagues(_ context: WebContext) async throws -> Response {
        let person = try context.signedIn()
        var lines: [ColleaguesLine] = []
        for commune in person.access.communes.prefix(20) {
            let known = try await self.people.invitations.colleagues(of: person.account, in: commune)
            lines.append(ColleaguesLine(commune: commune.text, isFirst: known.isFirst, invited: known.invited, left: known.left))
        }
        return try JSONAnswer.response(ColleaguesAnswer(communes: lines))
    }

    // MARK: Changing

    private func change(_ request: Request, _ context: WebContext) async throws -> Response {
        let (person, id) = (try AccountsPages.keeper(context), try AccountPages.id(context))
        let fields = try await JSONFields(request, known: Self.draftFields + ["add", "remove", "move"])
        let origin = self.people.origin(of: request)
        let before = try await self.keeping.account(id, for: person)
        if let draft = try Self.draft(fields, of: before) { try await self.keeping.correct(id, draft, by: person, from: origin) }
        let (adding, removing) = (try fields.grants("add"), try fields.grants("remove"))
        if !adding.isEmpty || !removing.isEmpty {
            try await self.keeping.change(id, adding: adding, removing: removing, by: person, from: origin)
        }
        if let move = try fields.object("move", known: ["from", "to"]) {
            try await self.keeping.move(
                id, from: try CommuneCode(try move.required("from")), to: try CommuneCode(try move.required("to")), by: person, from: origin)
        }
        // Who took away all that made it theirs to see is told no more of it.
        guard let after = try await self.people.accounts.account(id), AccountKeeping.maySee(after, person.access) else {
            return Response(status: .noContent, headers: [.cacheControl: Keeping.never])
        }
        return try JSONAnswer.response(AccountAnswer(after))
    }

    /// Returns the account's new name, mail address and telephone number; `nil` where the request has none of them. An empty text removes the
    /// value.
    private static func draft(_ fields: JSONFields, of account: Account) throws -> AccountDraft? {
        let (name, login) = (try fields.text("name"), try fields.text("login"))
        let (email, telephone) = (try fields.text("email"), try fields.text("telephone"))
        guard name != nil || login != nil || email != nil || telephone != nil else { return nil }
        return try AccountDraft(
            login: try login.map { try Login($0) } ?? account.login, name: name ?? account.name, email: email ?? account.email,
            telephone: telephone ?? account.telephone)
    }
}
