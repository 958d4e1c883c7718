import Accounts
import Hummingbird
import Mortality
import Runtime
import Web

/// `/mon-compte/second-facteur`: the secret for the telephone, a code made with it, then recovery codes to keep.
struct SecondFactorPages: Sendable {
    let people: People
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/mon-compte/second-facteur") { request, context in
            let person = try context.signedIn()
            guard try await OwnAccount(people: self.people).isFresh(person) else { return self.again() }
            return try await self.enrolment(person, request, context)
        }
        router.post("/mon-compte/second-facteur") { request, context in try await self.confirm(request, context) }
    }

    private func confirm(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try context.signedIn()
        let own = OwnAccount(people: self.people)
        guard try await own.isFresh(person) else { return self.again() }
        let fields = try await FormFields(request)
        switch try await own.confirm(fields.text("code") ?? "", by: person, from: self.people.origin(of: request)) {
        case .done(let session, let codes):
            // The page is the new session's.
            var response = self.answers.page(
                SecondFactorPage(recoveryCodes: codes.map(\.text), next: session.person.access.landing), to: request, context, as: session.person)
            self.answers.give(session, in: &response)
            return response
        case .wrongCode:
            return try await self.enrolment(
                person, request, context, error: "Ce n’est pas le code du moment. Vérifiez l’heure de votre téléphone et saisissez le code suivant.")
        case .over:
            return try await self.enrolment(person, request, context, anew: true, error: "Le délai est passé : enregistrez cette nouvelle clé.")
        }
    }

    /// Leads a person who signed in too long ago to the sign-in.
    private func again() -> Response { PageAnswers.leading(to: SignInAddress.text(next: Access.secondFactorPage)) }

    private func enrolment(
        _ person: Person, _ request: Request, _ context: WebContext, anew: Bool = false, error: String? = nil
    ) async throws -> Response {
        let proposal = try await OwnAccount(people: self.people).proposal(to: person, anew: anew)
        let drawing = try QRCode(proposal.address)
        let page = SecondFactorPage(
            isRequired: person.lacksSecondFactor || person.access.needsSecondFactor, size: drawing.width, path: drawing.path,
            secret: Self.grouped(proposal.secret.text), token: self.people.formToken(of: person).text, error: error)
        return self.answers.page(page, to: request, context, status: error == nil ? .ok : .unprocessableContent)
    }

    /// Returns the text in groups of four characters, as people type it.
    private static func grouped(_ text: String) -> String {
        stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }
}
