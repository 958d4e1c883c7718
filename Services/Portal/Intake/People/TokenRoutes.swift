import Accounts
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `POST /v1/token`: signs a token with which a clerk declares for one commune for ten minutes.
///
/// It is signed only for a session that the database was just asked about: what is remembered may be half a minute old, and a token
/// cannot be taken back by forgetting. While the database is away it is signed for who was last known, up to a day: intake does not stop
/// with the database.
struct TokenRoutes: Sendable {
    let people: People

    func add(to router: Router<WebContext>) {
        router.post("/v1/token") { request, context in try await self.sign(request, context) }
    }

    private func sign(_ request: Request, _ context: WebContext) async throws -> Response {
        let person = try await self.declarer(request, context)
        let fields = try await JSONFields(request, known: ["commune"])
        let commune = try CommuneCode(try fields.required("commune"))
        guard let reference = context.reference else { throw Problem.unavailable("keys and communes are not loaded yet") }
        guard let standing = person.standing(toward: commune, reference) else {
            throw Problem.forbidden("you may not declare for commune \(commune)")
        }
        guard let entry = reference.commune(commune) else {
            throw Problem.notAdmitted(field: "commune", reason: "there is no commune \(commune) in the reference list")
        }
        let signed = try self.people.signer.token(for: person.account, commune: commune, standing: standing)
        return try JSONAnswer.response(
            TokenAnswer(
                token: signed.text, commune: commune.text, name: entry.name, standing: standing.rawValue,
                expiresAt: signed.expiresAt.text))
    }

    private func declarer(_ request: Request, _ context: WebContext) async throws -> Person {
        switch context.arrival {
        case .known(.person):
            guard let token = self.people.cookie.token(in: request) else { throw Problem.unauthorized("the session is over") }
            switch await self.people.directory.asked(token) {
            case .known(let person), .unavailable(let person?): return person
            case .unknown: throw Problem.unauthorized("the session is over")
            case .unavailable(nil): throw Problem.unavailable("accounts cannot be looked up now", retryAfter: 10)
            }
        // Nobody stood up for the last known before: whether the request is ours is asked here.
        case .unreachable(let person?):
            try SameOrigin.check(request)
            return person
        case .known, .nobody, .unreachable(nil): return try context.signedIn()
        }
    }
}
