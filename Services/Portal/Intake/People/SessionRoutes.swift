import Accounts
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/session` and `/v1/sessions`: sign-in and sign-out for applications, with all that the pages can do.
struct SessionRoutes: Sendable {
    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.post("/v1/session") { request, context in try await self.signIn(request, context) }
        router.get("/v1/session") { _, context in try JSONAnswer.response(self.told(try context.signedIn())) }
        router.delete("/v1/session") { request, context in
            let person = try context.signedIn()
            return try await self.out(of: person, request) { try await Leaving(people: self.people).leave(person, from: $0) }
        }
        router.get("/v1/sessions") { _, context in
            let person = try context.signedIn()
            return try JSONAnswer.response(
                SessionsAnswer(
                    sessions: try await self.people.sessions.list(of: person.account).map { SessionLine($0, isThis: $0.reference == person.session) }))
        }
        router.delete("/v1/sessions") { request, context in
            let person = try context.signedIn()
            return try await self.out(of: person, request) { try await Leaving(people: self.people).leaveEverywhere(person, from: $0) }
        }
        router.delete("/v1/sessions/:id") { request, context in try await self.end(request, context) }
        router.post("/v1/invitations/redeem") { request, context in try await self.redeem(request, context) }
    }

    private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        try SameOrigin.check(request)
        let fields = try await JSONFields(request, known: ["login", "password", "challenge", "code"])
        let origin = self.people.origin(of: request)
        if let challenge = try fields.text("challenge") {
            switch try await SignIn(people: self.people).withCode(try fields.required("code"), challenge: challenge, from: origin) {
            case .opened(let session): return try self.opened(session)
            case .wrongCode: throw Self.refusal("the code is wrong, or was used before")
            case .over: throw Self.refusal("the challenge is over: begin with the password")
            }
        }
        let (login, password) = (try fields.required("login"), try fields.required("password"))
        return try self.answer(try await SignIn(people: self.people).withPassword(password, login: login, from: origin))
    }

    private func redeem(_ request: Request, _ context: WebContext) async throws -> Response {
        try SameOrigin.check(request)
        let fields = try await JSONFields(request, known: ["code", "password"])
        let (code, password) = (try fields.required("code"), try fields.required("password"))
        switch try await Redemption(people: self.people).redeem(
            code, password: password, reference: context.reference, from: self.people.origin(of: request))
        {
        case .noSuchCode: throw Problem.notAdmitted(field: "code", reason: "no invitation that is open has this code")
        case .refused(let fault): throw Problem.notAdmitted(field: "password", reason: fault.reason)
        case .done(let outcome): return try self.answer(outcome)
        }
    }

    private func answer(_ outcome: SignInOutcome) throws -> Response {
        switch outcome {
        case .opened(let session): return try self.opened(session)
        case .needsCode(let challenge):
            return try JSONAnswer.response(
                ChallengeAnswer(signedIn: false, challenge: challenge.text, expiresIn: Int(SignInChallenge.lifetime.components.seconds)))
        case .wrong: throw Self.refusal("the login or the password is wrong")
        }
    }

    private func opened(_ session: OpenedSession) throws -> Response {
        var response = try JSONAnswer.response(self.told(session.person))
        self.answers.give(session, in: &response)
        return response
    }

    /// Returns the problem of a refused sign-in. It is not 401, since no key would help.
    private static func refusal(_ detail: String) -> Problem {
        Problem("sign-in-refused", .forbidden, title: "The sign-in is refused", detail: detail)
    }

    private func end(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try context.signedIn()
        guard let session = context.parameters.get("id").flatMap({ SessionReference($0) }) else { throw Problem.notFound("you have no such session") }
        if session == person.session {
            return try await self.out(of: person, request) { try await Leaving(people: self.people).leave(person, from: $0) }
        }
        guard try await Leaving(people: self.people).end(session, of: person, from: self.people.origin(of: request)) else {
            throw Problem.notFound("you have no such session")
        }
        return Response(status: .noContent, headers: [.cacheControl: Keeping.never])
    }

    /// Ends sessions. Where a provider opened the session, the answer says where the browser ends the provider's.
    private func out(of person: Person, _ request: Request, _ end: (RequestOrigin) async throws -> Void) async throws -> Response {
        let departure = await Departure(people: self.people).prepare(person.session, root: PublicAddress.root(of: request))
        try await end(self.people.origin(of: request))
        return try self.answers.departed(departure)
    }

    private func told(_ person: Person) -> SessionAnswer {
        SessionAnswer(person, formToken: self.people.formToken(of: person).text)
    }
}
