import Accounts
import HTTPTypes
import Hummingbird
import Logging
import Mortality
import OIDC
import Runtime
import Web

/// `/connexion/fournisseur`, `/connexion/retour`, `/invitation/identite` and `/deconnexion`: sign-in and sign-out by the identity provider.
/// People go there by a link and a redirect, never by a form, so that no page's policy has to let forms lead elsewhere.
struct ProviderPages: Sendable {
    private static let noSuchCode = "Ce code n’est pas valable : il a déjà servi, il a expiré, ou un plus récent le remplace."

    let people: People
    let answers: PageAnswers
    let provider: SignInProvider

    private var signIn: IdentitySignIn { IdentitySignIn(people: self.people, provider: self.provider) }
    private var flow: PassingCookie { .flow(beside: self.people.cookie) }
    private var identity: PassingCookie { .identity(beside: self.people.cookie) }
    private var departure: PassingCookie { .departure(beside: self.people.cookie) }

    func add(to router: Router<WebContext>) {
        router.get("/connexion/fournisseur") { request, context in try await self.begin(request, context) }
        router.get("/connexion/retour") { request, context in try await self.comeBack(request, context) }
        router.get("/invitation/identite") { request, context in self.ask(request, context) }
        router.post("/invitation/identite") { request, context in try await self.tie(request, context) }
        router.get("/deconnexion") { request, context in self.left(request, context) }
        // These use something up, or begin something: looking at them does not.
        for address in ["/connexion/fournisseur", "/connexion/retour", "/deconnexion"] as [RouterPath] {
            router.head(address) { _, _ in Response(status: .ok, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: Keeping.never]) }
        }
    }

    // MARK: There and back

    private func begin(_ request: Request, _ context: WebContext) async throws -> Response {
        let next = request.uri.queryParameters["suite"].flatMap { LocalPath(String($0)) }
        // Another site's page does not send people to the provider in our name.
        guard Self.isOurs(request) else { return PageAnswers.leading(to: "/connexion") }
        do {
            let (cookie, address) = try await self.signIn.begin(next: next, root: PublicAddress.root(of: request))
            var response = PageAnswers.leading(to: address)
            response.headers.append(HTTPField(name: .setCookie, value: self.flow.setting(cookie)))
            return response
        } catch let fault as ProviderFault {
            self.people.logger.warning("no way to the identity provider could be begun", metadata: ["fault": "\(fault)"])
            return self.back(.warning, self.awayWords, next: next?.text, request, context, status: .serviceUnavailable)
        }
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")

    private static func isOurs(_ request: Request) -> Bool {
        let site = Self.fetchSite.flatMap { request.headers[$0] }
        return site == nil || site == "same-origin" || site == "none"
    }

    private func comeBack(_ request: Request, _ context: WebContext) async throws -> Response {
        let query = request.uri.queryParameters
        // One of each: two readers of the same address must not read two things.
        func only(_ name: String) -> String? {
            let values = query.getAll(name)
            return values.count == 1 ? values.first.map { String($0) } : nil
        }
        let answer = CodeFlow.Return(
            code: only("code"), state: only("state"), issuer: only("iss"), error: only("error"))
        let outcome = try await self.signIn.finish(answer, cookie: self.flow.value(in: request), from: self.people.origin(of: request))
        var response = try self.response(to: outcome, request, context)
        response.headers.append(HTTPField(name: .setCookie, value: self.flow.clearing))
        return response
    }

    private func response(to outcome: IdentitySignIn.Outcome, _ request: Request, _ context: WebContext) throws -> Response {
        switch outcome {
        case .opened(let session, let next): return self.opened(session, next: next)
        case .needsCode(let challenge, let shown, let next):
            return self.keeping(shown, self.answers.page(SignInPage(challenge: challenge.text, next: next), to: request, context))
        case .untied(let shown): return self.keeping(shown, PageAnswers.leading(to: "/invitation/identite"))
        case .closed:
            let words = "Votre compte de Vigie est fermé. Adressez-vous à qui administre les comptes de votre service."
            return self.back(.error, words, next: nil, request, context, status: .forbidden)
        case .gaveUp: return self.back(.info, "Vous ne vous êtes pas identifié avec \(self.provider.name).", next: nil, request, context)
        case .failed:
            let words = "L’identification avec \(self.provider.name) n’a pas abouti. Recommencez ; si cela se reproduit, prévenez qui administre Vigie."
            return self.back(.error, words, next: nil, request, context, status: .unprocessableContent)
        case .away: return self.back(.warning, self.awayWords, next: nil, request, context, status: .serviceUnavailable)
        }
    }

    private var awayWords: String { "\(self.provider.name) ne répond pas pour le moment. Réessayez dans quelques minutes." }

    private func back(
        _ kind: PageMessage.Kind, _ words: String, next: String?, _ request: Request, _ context: WebContext, status: HTTPResponse.Status = .ok
    ) -> Response {
        self.answers.page(
            SignInPage(
                next: next, message: PageMessage(kind, words), provider: self.provider.name, forgotten: self.people.houseMail.map { _ in ForgottenPages.path }),
            to: request,
            context,
            status: status)
    }

    private func opened(_ session: OpenedSession, next: String?) -> Response {
        let wanted = next.flatMap { LocalPath($0) }?.text ?? session.person.access.landing
        var response = PageAnswers.leading(to: session.person.lacksSecondFactor ? Access.secondFactorPage : wanted)
        self.answers.give(session, in: &response)
        response.headers.append(HTTPField(name: .setCookie, value: self.identity.clearing))
        return response
    }

    private func keeping(_ shown: ShownIdentity, _ response: Response) -> Response {
        var response = response
        if let text = shown.sealed(at: self.people.seconds, under: self.people.secret) {
            response.headers.append(HTTPField(name: .setCookie, value: self.identity.setting(text)))
        }
        return response
    }

    // MARK: Tying

    private func shown(_ request: Request) -> ShownIdentity? {
        self.identity.value(in: request).flatMap { ShownIdentity($0, at: self.people.seconds, under: self.people.secret) }
    }

    private func ask(_ request: Request, _ context: WebContext) -> Response {
        guard let shown = self.shown(request) else { return PageAnswers.leading(to: "/connexion") }
        return self.answers.page(IdentityPage(provider: self.provider.name, person: shown.name), to: request, context)
    }

    private func tie(_ request: Request, _ context: WebContext) async throws -> Response {
        try SameOrigin.check(request)
        let code = try await FormFields(request).text("code") ?? ""
        guard let shown = self.shown(request) else {
            return self.back(.warning, "Le délai est passé. Recommencez.", next: nil, request, context, status: .unprocessableContent)
        }
        switch try await self.signIn.tie(shown, code: code, from: self.people.origin(of: request)) {
        case .noSuchCode:
            return self.answers.page(
                IdentityPage(provider: self.provider.name, person: shown.name, code: String(code.prefix(40)), error: Self.noSuchCode), to: request, context,
                status: .unprocessableContent)
        case .taken:
            return self.back(.error, "Cette identité est déjà rattachée à un autre compte.", next: nil, request, context, status: .conflict)
        case .done(.opened(let session)): return self.opened(session, next: nil)
        case .done(.needsCode(let challenge)): return self.answers.page(SignInPage(challenge: challenge.text), to: request, context)
        // The account changed within this very second: the identity is tied.
        case .done(.wrong): return PageAnswers.leading(to: "/connexion")
        }
    }

    // MARK: Out

    /// Answers a person whom the provider led back, and whose two sessions have ended.
    private func left(_ request: Request, _ context: WebContext) -> Response {
        let state = request.uri.queryParameters["state"].map { String($0) }
        guard let state, state == self.departure.value(in: request), context.person == nil else { return PageAnswers.leading(to: "/connexion") }
        var response = self.back(.success, "Vous êtes déconnecté de Vigie et de \(self.provider.name).", next: nil, request, context)
        response.headers.append(HTTPField(name: .setCookie, value: self.departure.clearing))
        return response
    }
}

extension PageAnswers {
    /// Answers a browser whose session has just ended: it goes on to the provider, where that opened the session, else to the sign-in.
    ///
    /// The page leads on by itself (`Refresh`): a redirect would be one of the form that was sent, which its policy keeps on this site.
    func leaving(_ departure: (address: String, state: String)?, _ request: Request, _ context: WebContext) -> Response {
        guard let departure, let provider = self.people.provider else {
            var response = Self.leading(to: "/connexion")
            self.takeAway(in: &response)
            return response
        }
        var response = self.signedOutPage(DeparturePage(provider: provider.name, address: departure.address), to: request)
        if let refresh = HTTPField.Name("Refresh") { response.headers[refresh] = "0;url=\(departure.address)" }
        self.takeAway(in: &response)
        self.keep(departure.state, in: &response)
        return response
    }

    /// Answers a program whose session has just ended: nothing where no provider opened the session, else the address that the browser must be
    /// led to.
    func departed(_ departure: (address: String, state: String)?) throws -> Response {
        var response = Response(status: .noContent, headers: [.cacheControl: Keeping.never])
        if let departure {
            response = try JSONAnswer.response(DepartedAnswer(leaveAt: departure.address))
            self.keep(departure.state, in: &response)
        }
        self.takeAway(in: &response)
        return response
    }

    /// Sets the cookie by which the browser is recognised when the provider leads it back.
    private func keep(_ state: String, in response: inout Response) {
        response.headers.append(HTTPField(name: .setCookie, value: PassingCookie.departure(beside: self.people.cookie).setting(state)))
    }
}
