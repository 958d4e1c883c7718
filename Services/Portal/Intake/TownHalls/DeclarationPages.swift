import Accounts
import Formats
import French
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// The form of a declaration, its receipt, corrections and withdrawals, for browsers without scripts; for real and for practice.
///
/// The id is drawn into the form: sent twice, it is one declaration. Whatever goes wrong, the form comes back as it was typed.
struct DeclarationPages: Sendable {
    /// Finds the commune that a request is about.
    private typealias Finding = @Sendable (_ code: String?, WebContext) throws -> TownHallPlace

    let clerks: ClerkService
    let answers: PageAnswers
    private var people: People { self.clerks.people }

    init(clerks: ClerkService, answers: PageAnswers) {
        self.clerks = clerks
        self.answers = answers
    }

    func add(to router: Router<WebContext>) {
        self.add(to: router, below: "/mairie") { code, context in
            let person = try TownHallPages.declarer(context)
            return try TownHallPlace(code ?? TownHallPages.onlyCommune(of: person)?.text, for: person, context.reference)
        }
        self.add(to: router, below: "/mairie/exercice") { _, context in try TownHallPages.lent(context) }
    }

    private func add(to router: Router<WebContext>, below base: String, at find: @escaping Finding) {
        router.get("\(base)/declarer") { request, context in
            let place = try find(Self.commune(request), context)
            let form = self.form(TypedDeclaration(id: try DeclarationID(bytes: RandomID.make())), at: place)
            return self.answers.page(DeclarationPage(form, at: place), to: request, context)
        }
        router.post("\(base)/declarer") { request, context in
            let fields = try await FormFields(request)
            return try await self.declare(fields, at: try find(fields.text("commune"), context), request, context)
        }
        router.get("\(base)/recu/:id") { request, context in
            try await self.receipt(at: try find(Self.commune(request), context), request, context)
        }
        router.get("\(base)/corriger/:id") { request, context in
            let place = try find(Self.commune(request), context)
            let declaration = try await self.declaration(at: place, context)
            let typed = TypedDeclaration(correcting: declaration, today: self.clerks.clock.today(in: place.commune.zone))
            return self.answers.page(DeclarationPage(self.form(typed, at: place), at: place), to: request, context)
        }
        router.post("\(base)/corriger/:id") { request, context in
            let fields = try await FormFields(request)
            let place = try find(fields.text("commune"), context)
            guard fields.text("id") == context.parameters.get("id") else { throw Problem.notAdmitted(field: "id", reason: "not the one of the address") }
            return try await self.declare(fields, at: place, request, context)
        }
        router.post("\(base)/retirer/:id") { request, context in
            let fields = try await FormFields(request)
            return try await self.withdraw(fields, at: try find(fields.text("commune"), context), request, context)
        }
        router.get("\(base)/modele.csv") { request, context in
            Self.model(try find(Self.commune(request), context), today: self.clerks.clock)
        }
        router.get("\(base)/tableau") { request, context in
            let place = try find(Self.commune(request), context)
            let root = try TownHallPage.Root(
                place, formToken: self.people.formToken(of: place.person).text,
                state: "{\"commune\":{\"code\":\"\(place.commune.code)\",\"name\":\(JSONText.quote(place.commune.name))}}")
            return self.answers.page(TownHallTablePage(at: place, root: root), to: request, context)
        }
    }

    private static func commune(_ request: Request) -> String? { request.uri.queryParameters["commune"].map(String.init) }

    // MARK: The form

    private func form(
        _ typed: TypedDeclaration, at place: TownHallPlace, question: String? = nil, similar: [StandingDeclaration] = []
    ) -> DeclarationForm {
        DeclarationForm(
            typed, action: place.page(typed.revision > 1 ? "/corriger/\(typed.id)" : "/declarer"), token: self.people.formToken(of: place.person).text,
            commune: place.commune.code.text, today: self.clerks.clock.today(in: place.commune.zone), question: question,
            similar: similar.map { DeclarationLine($0, at: place, self.clerks.clock) },
            cancel: place.page(typed.revision > 1 ? "/recu/\(typed.id)" : "/"))
    }

    private func declare(_ fields: FormFields, at place: TownHallPlace, _ request: Request, _ context: WebContext) async throws -> Response {
        var typed = try TypedDeclaration(fields.text)
        func again(_ status: HTTPResponse.Status, _ message: PageMessage? = nil, question: String? = nil, similar: [StandingDeclaration] = []) -> Response {
            self.answers.page(
                DeclarationPage(self.form(typed, at: place, question: question, similar: similar), at: place, message: message), to: request, context,
                status: status)
        }
        let zone = place.commune.zone
        let today = self.clerks.clock.today(in: zone)
        guard let declaration = typed.declaration(for: place.commune.code, today: today) else { return again(.unprocessableContent) }
        if !typed.isConfirmed {
            let facts = await self.clerks.facts(of: place, context.reference)
            let alike = DeclarationQuestion.alike(declaration, among: facts.declarations ?? []) { self.clerks.clock.day(of: $0, in: zone) == today }
            let question = DeclarationQuestion.text(declaration, past: facts.past, commune: place.commune.name)
            if question != nil || !alike.isEmpty { return again(.ok, question: question, similar: alike) }
        }
        switch await self.clerks.declare(declaration, at: place) {
        case .received(let receipt):
            return PageAnswers.leading(to: place.page("/recu/\(declaration.id)", [("recu", receipt)]))
        case .contradicted:
            // The same form was sent before with something else in it: what was sent first stands, and can be corrected.
            return PageAnswers.leading(to: place.page("/recu/\(declaration.id)", [("deja", "1")]))
        case .refused(let field, let reason):
            guard field != nil else { return again(.conflict, PageMessage(.error, FrenchText.sentence(reason.told(in: .french)))) }
            typed.refuse(field, reason.told(in: .french))
            return again(.unprocessableContent)
        case .closed(let door):
            return Self.later(
                again(
                    .serviceUnavailable,
                    PageMessage(
                        .warning,
                        "Le service ne répond pas pour le moment. Ce que vous avez saisi est encore là : envoyez de nouveau, rien ne sera compté deux fois.")),
                door)
        }
    }

    // MARK: One declaration

    private func declaration(at place: TownHallPlace, _ context: WebContext, receipt: String? = nil) async throws -> StandingDeclaration {
        guard let id = context.parameters.get("id").flatMap({ try? DeclarationID($0) }) else { throw Problem.notFound("there is no such declaration") }
        do {
            guard let declaration = try await self.clerks.standing(of: id, receipt: receipt, at: place) else {
                throw Problem.notFound("there is no such declaration")
            }
            return declaration
        } catch let door as DoorClosed {
            throw Problem.unavailable("what became of it cannot be asked now", retryAfter: door.retryAfter)
        }
    }

    private func receipt(at place: TownHallPlace, _ request: Request, _ context: WebContext) async throws -> Response {
        let receipt = request.uri.queryParameters["recu"].map(String.init)
        let declaration = try await self.declaration(at: place, context, receipt: receipt)
        let message: PageMessage? =
            request.uri.queryParameters["deja"] == "1"
            ? PageMessage(.info, "Cette déclaration était déjà envoyée, avec ce qui est écrit ici. Si ce n’est pas juste, corrigez-la.")
            : receipt != nil ? PageMessage(.success, "Votre déclaration est bien arrivée.") : nil
        return self.answers.page(self.page(declaration, receipt, at: place, message: message), to: request, context)
    }

    private func page(
        _ declaration: StandingDeclaration, _ receipt: String?, at place: TownHallPlace, message: PageMessage? = nil, reasonError: String? = nil
    ) -> ReceiptPage {
        ReceiptPage(
            declaration, receipt: receipt, at: place, token: self.people.formToken(of: place.person).text, self.clerks.clock, message: message,
            reasonError: reasonError)
    }

    private func withdraw(_ fields: FormFields, at place: TownHallPlace, _ request: Request, _ context: WebContext) async throws -> Response {
        let declaration = try await self.declaration(at: place, context)
        guard let reason = fields.text("motif").flatMap(CorrectionReason.init(rawValue:)) else {
            return self.answers.page(
                self.page(declaration, nil, at: place, reasonError: "Choisissez pourquoi vous retirez cette déclaration."), to: request, context,
                status: .unprocessableContent)
        }
        guard declaration.isOpen, let content = declaration.current.content else {
            return self.answers.page(
                self.page(declaration, nil, at: place, message: PageMessage(.info, "Cette déclaration ne compte déjà plus.")), to: request, context)
        }
        // The number that the form was drawn with: sent twice, it is one withdrawal.
        let revision = fields.text("revision").flatMap { Int($0) } ?? declaration.nextRevision
        let withdrawn = try Declaration(
            id: declaration.id, revision: Revision(revision), commune: place.commune.code, day: content.day, place: content.place, cause: content.cause,
            deaths: DeathCount(content.deaths), isWithdrawn: true, reason: Reason(reason.rawValue))
        switch await self.clerks.declare(withdrawn, at: place) {
        case .received(let receipt): return PageAnswers.leading(to: place.page("/recu/\(declaration.id)", [("recu", receipt)]))
        case .contradicted:
            return PageAnswers.leading(to: place.page("/recu/\(declaration.id)", [("deja", "1")]))
        case .refused(_, let text):
            return self.answers.page(
                self.page(declaration, nil, at: place, message: PageMessage(.error, FrenchText.sentence(text.told(in: .french)))), to: request, context,
                status: .conflict)
        case .closed(let door):
            let message = PageMessage(.warning, "Le service ne répond pas pour le moment. Rien n’a changé ; essayez de nouveau dans quelques minutes.")
            return Self.later(
                self.answers.page(self.page(declaration, nil, at: place, message: message), to: request, context, status: .serviceUnavailable), door)
        }
    }

    /// Adds to a page the header that makes the browser load it again by itself.
    private static func later(_ response: Response, _ door: DoorClosed) -> Response {
        var response = response
        response.headers[.retryAfter] = "\(door.retryAfter)"
        return response
    }

    // MARK: A table to begin with

    /// Answers a model table with the column names that tables are told to use, one example row, and no id, since rows are added up as the
    /// table's own edition.
    private static func model(_ place: TownHallPlace, today clock: ZoneClock) -> Response {
        let day = clock.today(in: place.commune.zone)
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        let date = "\(two(day.day))/\(two(day.month))/\(day.year)"
        let rows = [
            "commune;date du décès;lieu;cause;nombre", "\(place.commune.code);\(date);\(Place.home.french);\(Cause.unknown.french);1",
        ]
        return CSVAnswer.response(Array((rows.joined(separator: "\r\n") + "\r\n").utf8), name: "declarations-\(place.commune.code).csv")
    }
}
