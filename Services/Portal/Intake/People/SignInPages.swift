import Accounts
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `/connexion`: the password, then the code of the telephone for those who have one.
struct SignInPages: Sendable {
    /// The one message for whatever is wrong, so that nobody learns which accounts there are.
    private static let wrong = "Identifiant ou mot de passe incorrect."

    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/connexion") { request, context in self.show(request, context) }
        router.post("/connexion") { request, context in try await self.signIn(request, context) }
    }

    private func show(_ request: Request, _ context: WebContext) -> Response {
        let next = request.uri.queryParameters["suite"].flatMap { LocalPath(String($0)) }
        // Who is signed in is here because something asks for it again.
        let isAgain = context.person != nil && [Access.secondFactorPage, "/mon-compte"].contains(next?.text)
        return self.answers.page(
            SignInPage(
                next: next?.text, message: isAgain ? PageMessage(.info, "Pour changer cela, connectez-vous de nouveau.") : nil,
                provider: self.people.provider?.name, forgotten: self.people.houseMail.map { _ in ForgottenPages.path }), to: request, context)
    }

    private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        try SameOrigin.check(request)
        let fields = try await FormFields(request)
        let next = fields.text("suite").flatMap { LocalPath($0) }
        let origin = self.people.origin(of: request)
        if let challenge = fields.text("defi") {
            let identity = PassingCookie.identity(beside: self.people.cookie)
            let shown = identity.value(in: request).flatMap { ShownIdentity($0, at: self.people.seconds, under: self.people.secret) }
            switch try await SignIn(people: self.people).withCode(fields.text("code") ?? "", challenge: challenge, shown: shown, from: origin) {
            case .opened(let session):
                var response = self.opened(session, next)
                if shown != nil { response.headers.append(HTTPField(name: .setCookie, value: identity.clearing)) }
                return response
            case .wrongCode:
                return self.answers.page(
                    SignInPage(challenge: challenge, next: next?.text, error: "Ce code n’est pas le bon, ou il a déjà servi."), to: request, context,
                    status: .unprocessableContent)
            case .over:
                return self.answers.page(
                    SignInPage(
                        next: next?.text, message: PageMessage(.warning, "Le délai est passé. Recommencez."), provider: self.people.provider?.name,
                        forgotten: self.people.houseMail.map { _ in ForgottenPages.path }), to: request, context,
                    status: .unprocessableContent)
            }
        }
        let login = fields.text("identifiant") ?? ""
        switch try await SignIn(people: self.people).withPassword(fields.text("mot-de-passe") ?? "", login: login, from: origin) {
        case .opened(let session): return self.opened(session, next)
        case .needsCode(let challenge):
            return self.answers.page(SignInPage(challenge: challenge.text, next: next?.text), to: request, context)
        case .wrong:
            return self.answers.page(
                SignInPage(
                    login: login, next: next?.text, error: Self.wrong, provider: self.people.provider?.name,
                    forgotten: self.people.houseMail.map { _ in ForgottenPages.path }),
                to: request, context, status: .unprocessableContent)
        }
    }

    private func opened(_ session: OpenedSession, _ next: LocalPath?) -> Response {
        var response = PageAnswers.leading(
            to: session.person.lacksSecondFactor ? Access.secondFactorPage : next?.text ?? session.person.access.landing)
        self.answers.give(session, in: &response)
        return response
    }
}
