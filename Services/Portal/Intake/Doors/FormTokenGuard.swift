import Accounts
import HTTPTypes
import Hummingbird
import Runtime
import Web

/// Has everything that a person changes carry the token of their session: a form in the field `jeton`, a script in the header
/// `X-Vigie-Token`. That it comes from this site is not enough: what else runs there, or beside it, must not act for them.
///
/// It stands before all routes, so that none can forget it. Signing in and redeeming an invitation have no session yet; there
/// `SameOrigin` alone speaks.
struct FormTokenGuard: RouterMiddleware {
    typealias Context = WebContext

    /// The addresses to which forms are posted without a token, because nobody is signed in yet there, as the router writes them.
    static let open: Set = [
        "/connexion", "/invitation", "/invitation/identite", "/v1/session", "/v1/invitations/redeem", ForgottenPages.path, "/v1/password/forgotten",
        ReminderEndPages.path,
    ]
    static let header = HTTPField.Name("X-Vigie-Token")

    let people: People

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let person = context.arrival.likelyPerson, ![.get, .head, .options].contains(request.method), let address = context.endpointPath,
            !(request.method == .post && Self.open.contains(address))
        else { return try await next(request, context) }
        var request = request
        var shown = Self.header.flatMap { request.headers[$0] }
        if shown == nil, Body.isType(request.headers[.contentType], FormFields.type) {
            let bytes = try await Body.read(request, types: [FormFields.type], atMost: FormFields.bodyLimit)
            shown = try FormFields.read(bytes)["jeton"]
            request.body = .init(buffer: ByteBuffer(bytes: bytes))
        }
        guard self.people.formToken(of: person).matches(shown) else {
            throw Problem.forbidden("the request does not carry the token of the session")
        }
        return try await next(request, context)
    }
}

extension Arrival {
    /// The person who asks or, while the database is away, who it was when it last answered.
    var likelyPerson: Person? {
        switch self {
        case .known(.person(let person)): person
        case .unreachable(let person): person
        case .known, .nobody: nil
        }
    }
}
