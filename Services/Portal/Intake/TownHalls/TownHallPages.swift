import Accounts
import Crypto
import Formats
import French
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `/mairie/` and `/mairie/exercice`: the one screen of a commune, for real and for practice.
struct TownHallPages: Sendable {
    /// The most communes that a search shows.
    private static let found = 30

    let clerks: ClerkService
    let answers: PageAnswers
    private var people: People { self.clerks.people }

    init(clerks: ClerkService, answers: PageAnswers) {
        self.clerks = clerks
        self.answers = answers
    }

    func add(to router: Router<WebContext>) {
        router.get("/mairie") { request, context in
            // The application's worker keeps what lies under `/mairie/`, with the slash.
            guard request.uri.path.hasSuffix("/") else {
                return PageAnswers.leading(to: "/mairie/\(request.uri.query.map { "?\($0)" } ?? "")")
            }
            return self.answers.page(try await self.page(request, context), to: request, context)
        }
        router.post("/mairie") { request, context in try await self.invite(request, context) }
        router.post("/mairie/aucun") { request, context in
            try await self.declareZero(request, context) { fields, person in try TownHallPlace(fields.text("commune"), for: person, context.reference) }
        }
        router.get("/mairie/exercice") { request, context in
            let place = try Self.lent(context)
            return self.answers.page(try await self.screen(of: place, request, context), to: request, context)
        }
        router.post("/mairie/exercice/aucun") { request, context in
            try await self.declareZero(request, context) { _, _ in try Self.lent(context) }
        }
        router.get("/v1/town-hall/:commune") { request, context in try await self.state(request, context) }
    }

    // MARK: Who, and for which commune

    static func declarer(_ context: WebContext) throws(Problem) -> Person {
        let person = try context.signedIn()
        guard person.access.mayDeclareAnywhere else { throw .forbidden("you declare for no commune") }
        return person
    }

    /// Returns the one commune that a person declares for; `nil` where there are several, or none.
    static func onlyCommune(of person: Person) -> CommuneCode? {
        let communes = person.access.communes
        return communes.count == 1 && person.access.departmentsServed.isEmpty ? communes[0] : nil
    }

    /// Returns the commune that is lent to the person who asks, for practice.
    ///
    /// - Throws: `Problem`: 404 where the exercise department is not loaded.
    static func lent(_ context: WebContext) throws(Problem) -> TownHallPlace {
        let person = try self.declarer(context)
        guard let reference = context.reference else { throw .unavailable("keys and communes are not loaded yet") }
        guard let commune = LentCommune.of(person, reference) else { throw .notFound("the exercise department is not loaded here") }
        // Whose own commune lies there practises in it.
        return TownHallPlace(
            person: person, commune: commune, departmentName: reference.departments[commune.code.department]?.name ?? commune.code.department.text,
            standing: .own, isLent: true)
    }

    // MARK: Showing

    private func state(_ request: Request, _ context: WebContext) async throws -> Response {
        let place = try TownHallPlace(context.parameters.get("commune"), for: try Self.declarer(context), context.reference)
        let facts = await self.clerks.facts(of: place, context.reference)
        guard let declarations = facts.declarations else { throw Problem.unavailable("the ledger does not answer now", retryAfter: 5) }
        var answer = TownHallAnswer(facts, declarations, self.clerks.clock)
        var response = try JSONAnswer.response(answer)
        // What the clock shows is no news.
        answer.now = ""
        let tag = "\"\(Hex.text(SHA256.hash(data: try JSONAnswer.bytes(answer)).prefix(12)))\""
        response.headers[.cacheControl] = Keeping.figures
        response.headers[.vary] = Keeping.whoAsks
        response.headers[.eTag] = tag
        guard request.headers[.ifNoneMatch]?.contains(tag) == true else { return response }
        response.headers[.contentType] = nil
        return Response(status: .notModified, headers: response.headers)
    }

    private func page(_ request: Request, _ context: WebContext) async throws -> TownHallPage {
        let person = try Self.declarer(context)
        let told = request.uri.queryParameters["commune"].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
        if let code = told ?? Self.onlyCommune(of: person)?.text {
            return try await self.screen(of: try TownHallPlace(code, for: person, context.reference), request, context)
        }
        return TownHallPage(self.choice(person, request, context.reference), colleagues: try await self.colleagues(person, context))
    }

    private func screen(
        of place: TownHallPlace, _ request: Request, _ context: WebContext, message: PageMessage? = nil, colleagues: TownHallPage.Colleagues? = nil
    ) async throws -> TownHallPage {
        let facts = await self.clerks.facts(of: place, context.reference)
        let person = place.person
        let token = self.people.formToken(of: person).text
        let isReady = request.uri.queryParameters["aucun"] == "1"
        let state = try facts.declarations.map { try JSONAnswer.bytes(TownHallAnswer(facts, $0, self.clerks.clock)) }
        return TownHallPage(
            try self.screen(facts, token: token, isReady: isReady, hasExercise: context.reference?.departments[.exercise] != nil), of: place,
            today: facts.today,
            root: try TownHallPage.Root(place, formToken: token, state: state.map { String(decoding: $0, as: UTF8.self) }),
            blank: DeclarationForm(
                TypedDeclaration(id: try DeclarationID(bytes: RandomID.make())), action: place.page("/declarer"), token: token,
                commune: place.commune.code.text,
                today: facts.today, cancel: place.page("/")),
            colleagues: try await self.invitable(colleagues, place, context),
            isSeveral: !place.isLent && (person.access.communes.count > 1 || !person.access.departmentsServed.isEmpty),
            message: message ?? Self.message(request.uri.queryParameters["fait"].map(String.init)))
    }

    private func invitable(_ told: TownHallPage.Colleagues?, _ place: TownHallPlace, _ context: WebContext) async throws -> TownHallPage.Colleagues? {
        if let told { return told }
        guard !place.isLent, place.standing == .own else { return nil }
        // Who may be invited is said while accounts can be asked; the screen does not wait for them.
        return try? await self.colleagues(place.person, context)
    }

    private func screen(_ facts: TownHallFacts, token: String, isReady: Bool, hasExercise: Bool) throws -> TownHallPage.Screen {
        let place = facts.place
        let days = try facts.days.map { day in
            TownHallPage.Screen.Zero.Day(
                day: day.day.description, name: Self.name(of: day.day, today: facts.today),
                said: day.isTold ? (day.deaths == 0 ? "aucun décès" : FrenchText.count(day.deaths, "décès", "décès")) : nil, isUntold: !day.isTold,
                id: try DeclarationID(bytes: RandomID.make()).description)
        }
        let lines = (facts.declarations ?? []).map { DeclarationLine($0, at: place, self.clerks.clock) }
        let department = place.commune.code.department
        return TownHallPage.Screen(
            name: place.commune.name, code: place.commune.code.text, department: place.departmentName, declareAddress: place.page("/declarer"),
            tableAddress: place.page("/tableau"), helpAddress: "/mairie/aide", exerciseAddress: hasExercise && !place.isLent ? "/mairie/exercice" : nil,
            remindersAddress: self.people.houseMail == nil || place.isLent || place.standing != .own
                ? nil : PageAddress.text(ReminderPages.path, [("commune", place.commune.code.text)]),
            telephone: facts.telephone,
            figures: place.person.access.mayRead(department)
                ? PageLink(name: "\(place.departmentName) (\(department))", address: "/departements/\(department)") : nil,
            zero: .init(
                token: token, action: place.page("/aucun"), commune: place.commune.code.text, isReady: isReady, days: days,
                hasUntold: days.contains(where: \.isUntold)),
            declarations: lines, hasDeclarations: !lines.isEmpty, isUnknown: facts.declarations == nil)
    }

    /// Returns the day's name, such as « Aujourd’hui, lundi 30 novembre 2026 ».
    private static func name(of day: CivilDay, today: CivilDay) -> String {
        switch day.distance(to: today) {
        case 0: "Aujourd’hui, \(FrenchText.dateWithWeekday(day))"
        case 1: "Hier, \(FrenchText.dateWithWeekday(day))"
        default: FrenchText.capitalized(FrenchText.dateWithWeekday(day))
        }
    }

    private func choice(_ person: Person, _ request: Request, _ reference: ReferenceSnapshot?) -> TownHallPage.Choice {
        let communes = person.access.communes.map { code in
            TownHallPage.Choice.Commune(
                code: code.text, name: reference?.commune(code)?.name ?? code.text,
                department: reference?.departments[code.department]?.name ?? code.department.text,
                address: PageAddress.text("/mairie/", [("commune", code.text)]), onBehalf: false)
        }
        let served = person.access.departmentsServed
        guard !served.isEmpty else { return TownHallPage.Choice(communes: communes, hasCommunes: !communes.isEmpty, search: nil) }
        let typed = request.uri.queryParameters["q"].map(String.init) ?? ""
        let search = CommuneSearch(typed)
        var results: [PageLink] = []
        if !typed.isEmpty {
            let known = served.compactMap { reference?.departments[$0] }.flatMap { $0.communes + (reference?.arrondissements(in: $0.code) ?? []) }
            let found = known.filter { search.finds($0.name, $0.code) }.sorted { CommuneOrder.isBefore(($0.name, $0.code), ($1.name, $1.code)) }
            results = found.prefix(Self.found).map {
                PageLink(name: "\($0.name) (\($0.code))", address: PageAddress.text("/mairie/", [("commune", $0.code.text)]))
            }
        }
        return TownHallPage.Choice(
            communes: communes, hasCommunes: !communes.isEmpty,
            search: .init(
                action: "/mairie/", value: typed.isEmpty ? nil : typed, results: results, hasResults: !results.isEmpty,
                isEmpty: !typed.isEmpty && results.isEmpty))
    }

    /// Returns the message about what the form did that led here.
    private static func message(_ done: String?) -> PageMessage? {
        switch done {
        case "aucun": PageMessage(.success, "C’est enregistré : aucun décès à déclarer.")
        case "partie": PageMessage(.warning, "Une partie des jours n’a pas pu être envoyée. Ceux qui restent sont à renvoyer : rien ne sera compté deux fois.")
        case "ferme": PageMessage(.error, "Le service ne répond pas pour le moment. Rien n’a été envoyé ; essayez de nouveau dans quelques minutes.")
        case "refus": PageMessage(.error, "Le département ne prend pas de déclarations pour le moment.")
        default: nil
        }
    }

    // MARK: No death

    private func declareZero(
        _ request: Request, _ context: WebContext, at find: (FormFields, Person) throws -> TownHallPlace
    ) async throws -> Response {
        let fields = try await FormFields(request)
        let place = try find(fields, try Self.declarer(context))
        let today = self.clerks.clock.today(in: place.commune.zone)
        var outcomes: [DeclarationOutcome] = []
        for back in 0..<TownHallFacts.days {
            let day = today.advanced(by: -back)
            guard [day.description, "tous"].contains(fields.text("jour")), let id = try fields.text("id-\(day)").map({ try DeclarationID($0) }) else {
                continue
            }
            let declaration = try Declaration(
                id: id, revision: Revision(1), commune: place.commune.code, day: day, place: nil, cause: nil, deaths: DeathCount(0))
            outcomes.append(await self.clerks.declare(declaration, at: place))
        }
        return PageAnswers.leading(to: place.page("/", [("fait", Self.done(outcomes))]))
    }

    /// Returns one message about several declarations at once.
    private static func done(_ outcomes: [DeclarationOutcome]) -> String {
        guard !outcomes.isEmpty else { return "" }
        let taken = outcomes.count { outcome in
            switch outcome {
            // It was sent before: the same page, sent twice.
            case .received, .contradicted: true
            case .refused, .closed: false
            }
        }
        if taken == outcomes.count { return "aucun" }
        if taken > 0 { return "partie" }
        return outcomes.contains { if case .refused = $0 { true } else { false } } ? "refus" : "ferme"
    }

    // MARK: Colleagues

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
            let colleagues = try await self.colleagues(person, context, invitation: shown)
            return self.answers.page(try await self.page(person, request, context, colleagues), to: request, context)
        } catch {
            guard let problem = error as? Problem ?? PeopleFaults.problem(of: error), [409, 422].contains(problem.status.code) else { throw error }
            let text = FrenchText.sentence((problem.reason ?? problem.detail ?? problem.title).told(in: .french))
            let colleagues = try await self.colleagues(person, context, name: name, nameError: text)
            return self.answers.page(try await self.page(person, request, context, colleagues), to: request, context, status: problem.status)
        }
    }

    /// Answers the page that an invitation was sent from, with what became of it.
    private func page(
        _ person: Person, _ request: Request, _ context: WebContext, _ colleagues: TownHallPage.Colleagues?
    ) async throws -> TownHallPage {
        guard let commune = Self.onlyCommune(of: person) else {
            return TownHallPage(self.choice(person, request, context.reference), colleagues: colleagues)
        }
        return try await self.screen(of: try TownHallPlace(commune.text, for: person, context.reference), request, context, colleagues: colleagues)
    }

    /// Returns the form with which the first account of a commune invites colleagues; `nil` for other accounts.
    private func colleagues(
        _ person: Person, _ context: WebContext, name: String? = nil, nameError: String? = nil, invitation: ShownInvitation? = nil
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
