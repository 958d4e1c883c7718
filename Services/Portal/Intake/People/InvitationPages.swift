import Accounts
import French
import Hummingbird
import Mortality
import Runtime
import Web

/// `/invitation`: the code, typed or taken from the link's fragment, which no log sees; then the password.
struct InvitationPages: Sendable {
    private static let noSuchCode = "Ce code n’est pas valable : il a déjà servi, il a expiré, ou un plus récent le remplace."

    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/invitation") { request, context in self.answers.page(InvitationPage(), to: request, context) }
        router.post("/invitation") { request, context in try await self.answer(request, context) }
    }

    private func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        try SameOrigin.check(request)
        let fields = try await FormFields(request)
        let code = fields.text("code") ?? ""
        let origin = self.people.origin(of: request)
        let redemption = Redemption(people: self.people)
        guard fields.text("action") == "mot-de-passe" else {
            guard let account = try await redemption.account(of: code, from: origin) else { return self.unknown(code, request, context) }
            return self.choice(account, code, nil, request, context)
        }
        switch try await redemption.redeem(code, password: fields.text("mot-de-passe") ?? "", reference: context.reference, from: origin) {
        case .noSuchCode: return self.unknown(code, request, context)
        case .refused(let fault):
            guard let account = try await redemption.account(of: code, from: origin) else { return self.unknown(code, request, context) }
            return self.choice(account, code, fault, request, context)
        case .done(.opened(let session)):
            var response = PageAnswers.leading(to: session.person.lacksSecondFactor ? Access.secondFactorPage : session.person.access.landing)
            self.answers.give(session, in: &response)
            return response
        case .done(.needsCode(let challenge)): return self.answers.page(SignInPage(challenge: challenge.text), to: request, context)
        // The account changed within this very second: the password is set.
        case .done(.wrong): return PageAnswers.leading(to: "/connexion")
        }
    }

    private func unknown(_ code: String, _ request: Request, _ context: WebContext) -> Response {
        self.answers.page(
            InvitationPage(code: String(code.prefix(40)), error: Self.noSuchCode), to: request, context, status: .unprocessableContent)
    }

    private func choice(_ account: Account, _ code: String, _ fault: PasswordFault?, _ request: Request, _ context: WebContext) -> Response {
        let error = fault.map { FrenchText.sentence($0.reason.told(in: .french)) }
        return self.answers.page(
            InvitationPage(
                code: code, name: account.name, login: account.login.text,
                roles: account.grants.sorted().map { GrantWords.text($0, context.reference) }, rules: PasswordWords.rules, error: error),
            to: request, context, status: error == nil ? .ok : .unprocessableContent)
    }
}
