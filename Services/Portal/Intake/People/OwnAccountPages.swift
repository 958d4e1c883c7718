import Accounts
import French
import Hummingbird
import Mortality
import Runtime
import Web

/// `/mon-compte`: a person's own data, password, second factor and sessions, and the sign-out.
struct OwnAccountPages: Sendable {
    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/mon-compte") { request, context in
            try await self.answers.page(self.page(try context.signedIn(), context), to: request, context)
        }
        router.post("/mon-compte") { request, context in try await self.answer(request, context) }
    }

    private func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try context.signedIn()
        let fields = try await FormFields(request)
        let origin = self.people.origin(of: request)
        switch fields.text("action") {
        case "deconnexion":
            return try await self.out(of: person, request, context) { try await Leaving(people: self.people).leave(person, from: origin) }
        case "deconnecter-partout":
            return try await self.out(of: person, request, context) { try await Leaving(people: self.people).leaveEverywhere(person, from: origin) }
        case "deconnecter":
            guard let session = fields.text("session").flatMap({ SessionReference($0) }) else {
                throw Problem.notAdmitted(field: "session", reason: "required")
            }
            if session == person.session {
                return try await self.out(of: person, request, context) { try await Leaving(people: self.people).leave(person, from: origin) }
            }
            try await Leaving(people: self.people).end(session, of: person, from: origin)
            let page = try await self.page(person, context, message: PageMessage(.success, "L’appareil est déconnecté."))
            return self.answers.page(page, to: request, context)
        case "mot-de-passe": return try await self.changePassword(fields, person, origin, request, context)
        case "delier": return try await self.untie(person, origin, request, context)
        case "effacer": return try await self.erase(fields, person, origin, request, context)
        default: throw Problem.notAdmitted(field: "action", reason: "required")
        }
    }

    /// Ends sessions, then leads to the sign-in, by way of the provider where that opened the session.
    private func out(of person: Person, _ request: Request, _ context: WebContext, _ end: () async throws -> Void) async throws -> Response {
        let departure = await Departure(people: self.people).prepare(person.session, root: PublicAddress.root(of: request))
        try await end()
        return self.answers.leaving(departure, request, context)
    }

    private func untie(_ person: Person, _ origin: RequestOrigin, _ request: Request, _ context: WebContext) async throws -> Response {
        do {
            try await OwnAccount(people: self.people).untie(person, from: origin)
        } catch let error as AccountError where error.code == .lastWay {
            let message = PageMessage(.error, "Choisissez d’abord un mot de passe : sans lui, vous ne pourriez plus entrer.")
            return self.answers.page(try await self.page(person, context, message: message), to: request, context, status: .conflict)
        }
        let message = PageMessage(.success, "Votre compte n’est plus rattaché. Vos autres appareils sont déconnectés.")
        return self.answers.page(try await self.page(person, context, message: message), to: request, context)
    }

    private func changePassword(
        _ fields: FormFields, _ person: Person, _ origin: RequestOrigin, _ request: Request, _ context: WebContext
    ) async throws -> Response {
        let outcome = try await OwnAccount(people: self.people).changePassword(
            of: person, from: fields.text("mot-de-passe-actuel") ?? "", to: fields.text("mot-de-passe") ?? "", reference: context.reference,
            from: origin)
        switch outcome {
        case .done:
            let message = PageMessage(.success, "Votre mot de passe est changé. Vos autres appareils sont déconnectés.")
            return self.answers.page(try await self.page(person, context, message: message), to: request, context)
        case .wrongCurrent:
            let page = try await self.page(person, context, currentError: "Ce n’est pas votre mot de passe actuel.")
            return self.answers.page(page, to: request, context, status: .unprocessableContent)
        // Who signed in long ago shows again that it is them.
        case .notFresh: return PageAnswers.leading(to: SignInAddress.text(next: "/mon-compte"))
        case .refused(let fault):
            let page = try await self.page(person, context, newError: FrenchText.sentence(fault.reason.told(in: .french)))
            return self.answers.page(page, to: request, context, status: .unprocessableContent)
        }
    }

    private func erase(
        _ fields: FormFields, _ person: Person, _ origin: RequestOrigin, _ request: Request, _ context: WebContext
    ) async throws -> Response {
        let departure = await Departure(people: self.people).prepare(person.session, root: PublicAddress.root(of: request))
        switch try await OwnAccount(people: self.people).erase(person, password: fields.text("mot-de-passe-effacement") ?? "", from: origin) {
        case .done: return self.answers.leaving(departure, request, context)
        case .notFresh: return PageAnswers.leading(to: SignInAddress.text(next: "/mon-compte"))
        case .wrongPassword:
            let page = try await self.page(person, context, erasureError: "Ce n’est pas votre mot de passe.")
            return self.answers.page(page, to: request, context, status: .unprocessableContent)
        }
    }

    private func page(
        _ person: Person, _ context: WebContext, message: PageMessage? = nil, currentError: String? = nil, newError: String? = nil,
        erasureError: String? = nil
    ) async throws -> OwnAccountPage {
        guard let account = try await self.people.accounts.account(person.account) else { throw Problem.unauthorized("the session is over") }
        let (clock, token) = (self.people.clock, self.people.formToken(of: person).text)
        let sessions = try await self.people.sessions.list(of: person.account).map { session in
            OwnAccountPage.Session(
                id: session.reference.text, device: DeviceWords.text(session.device), since: WrittenInstant.text(session.openedAt, clock),
                lastSeen: WrittenInstant.text(session.lastSeenAt, clock), isThis: session.reference == person.session, token: token)
        }
        let identity = try await self.people.identities.identity(of: person.account).map { tied in
            OwnAccountPage.Identity(
                provider: self.people.provider?.name ?? tied.identity.issuer, since: WrittenInstant.text(tied.tiedAt, clock), mayUntie: account.hasPassword,
                token: token)
        }
        return OwnAccountPage(
            facts: AccountFacts.own(account, context.reference, clock), rules: PasswordWords.rules, hasSecondFactor: account.hasSecondFactor,
            hasPassword: account.hasPassword, identity: identity, sessions: sessions, token: token, message: message, currentError: currentError,
            newError: newError, erasureError: erasureError)
    }
}

extension WebContext {
    /// Returns the person who is signed in.
    ///
    /// - Throws: `Problem`: 401 where nobody is, 503 while nobody can say, 403 for a program.
    func signedIn() throws(Problem) -> Person {
        let visitor = try self.knownVisitor()
        guard case .person(let person) = visitor else { throw .forbidden("this is for people who are signed in") }
        return person
    }
}
