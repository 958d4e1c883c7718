import Accounts
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/account…`: a person's own account.
struct OwnAccountRoutes: Sendable {
    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/v1/account") { request, context in
            let person = try context.signedIn()
            return try JSONAnswer.response(
                try await self.people.accounts.export(person.account, by: self.people.origin(of: request).author(person.account)))
        }
        router.post("/v1/account/password") { request, context in try await self.changePassword(request, context) }
        router.post("/v1/account/second-factor") { request, context in try await self.secondFactor(request, context) }
        router.post("/v1/account/erasure") { request, context in
            let person = try context.signedIn()
            let fields = try await JSONFields(request, known: ["password"])
            let departure = await Departure(people: self.people).prepare(person.session, root: PublicAddress.root(of: request))
            switch try await OwnAccount(people: self.people).erase(
                person, password: try fields.required("password"), from: self.people.origin(of: request))
            {
            case .done: return try self.answers.departed(departure)
            case .wrongPassword: throw Problem.notAdmitted(field: "password", reason: "not the password of this account")
            case .notFresh: throw Self.notFresh
            }
        }
    }

    private static var notFresh: Problem { .forbidden("sign in again first: the session is older than a quarter of an hour") }

    private func changePassword(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try context.signedIn()
        let fields = try await JSONFields(request, known: ["current", "password"])
        let outcome = try await OwnAccount(people: self.people).changePassword(
            of: person, from: try fields.required("current"), to: try fields.required("password"), reference: context.reference,
            from: self.people.origin(of: request))
        switch outcome {
        case .done: return Response(status: .noContent, headers: [.cacheControl: Keeping.never])
        case .wrongCurrent: throw Problem.notAdmitted(field: "current", reason: "not the password of this account")
        case .notFresh: throw Self.notFresh
        case .refused(let fault): throw Problem.notAdmitted(field: "password", reason: fault.reason)
        }
    }

    /// Without a code it proposes a secret; with one it puts the proposed secret into force.
    private func secondFactor(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try context.signedIn()
        let own = OwnAccount(people: self.people)
        guard try await own.isFresh(person) else { throw Self.notFresh }
        let fields = try await JSONFields(request, known: ["code"])
        guard let code = try fields.text("code") else {
            let proposal = try await own.proposal(to: person)
            let drawing = try QRCode(proposal.address)
            return try JSONAnswer.response(
                ProposalAnswer(secret: proposal.secret.text, address: proposal.address, drawing: drawing.path, width: drawing.width))
        }
        switch try await own.confirm(code, by: person, from: self.people.origin(of: request)) {
        case .done(let session, let codes):
            var response = try JSONAnswer.response(
                ConfirmedAnswer(
                    recoveryCodes: codes.map(\.text), session: SessionAnswer(session.person, formToken: self.people.formToken(of: session.person).text)))
            self.answers.give(session, in: &response)
            return response
        case .wrongCode: throw Problem.notAdmitted(field: "code", reason: "not the code of this moment")
        case .over: throw Problem.conflict("nothing is proposed any more: begin again")
        }
    }
}
