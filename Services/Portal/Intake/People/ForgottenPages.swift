import Accounts
import HTTPTypes
import Hummingbird
import Runtime
import Web

/// `/connexion/oubli`, and the same for applications: mails a code to people who forgot their password. The answer is the same whoever is
/// named.
struct ForgottenPages: Sendable {
    static let path = "/connexion/oubli"

    let people: People
    let answers: PageAnswers
    /// The writer of mails; `nil` where no mail is sent, and then there is no such page.
    let houseMail: HouseMail?

    func add(to router: Router<WebContext>) {
        router.get("/connexion/oubli") { request, context in
            _ = try self.open()
            return self.answers.page(ForgottenPage(), to: request, context)
        }
        router.post("/connexion/oubli") { request, context in try await self.ask(request, context) }
        router.post("/v1/password/forgotten") { request, _ in
            try SameOrigin.check(request)
            let fields = try await JSONFields(request, known: ["login"])
            let login = try fields.required("login")
            try self.open().forgotten.ask(login, from: self.people.origin(of: request), at: self.people.gate)
            return Response(status: .accepted, headers: [.cacheControl: Keeping.never])
        }
    }

    private func open() throws(Problem) -> HouseMail {
        guard let houseMail = self.houseMail else { throw .notFound("no mail is sent here: ask whoever keeps the accounts for a new invitation") }
        return houseMail
    }

    private func ask(_ request: Request, _ context: WebContext) async throws -> Response {
        let houseMail = try self.open()
        try SameOrigin.check(request)
        let fields = try await FormFields(request)
        guard let text = fields.text("identifiant") else {
            return self.answers.page(
                ForgottenPage(error: "Saisissez votre identifiant ou votre adresse de courriel."), to: request, context, status: .unprocessableContent)
        }
        try houseMail.forgotten.ask(text, from: self.people.origin(of: request), at: self.people.gate)
        return self.answers.page(ForgottenPage(isAsked: true), to: request, context)
    }
}
