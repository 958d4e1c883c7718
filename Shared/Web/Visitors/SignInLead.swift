import HTTPTypes
public import Hummingbird
import Runtime

/// Says which pages are for people who are signed in, and where the others are led.
public struct PageAccess: Hashable, Sendable {
    /// The path of the page where people sign in.
    public let signIn: String
    /// The pages that are open to everybody, as the router knows them (`/invitation`, `/assets/{file}`).
    public let open: Set<String>

    /// Makes the rule; the sign-in page itself is always open.
    public init(signIn: String = "/connexion", open: Set<String>) {
        self.signIn = signIn
        self.open = open.union([signIn])
    }

    /// Answers with a redirect to the sign-in page, from where the browser comes back to what it asked for.
    public func lead(_ request: Request) -> Response {
        let asked = [.get, .head].contains(request.method) ? LocalPath("\(request.uri)") : nil
        return Response(
            status: .seeOther,
            headers: [.location: "\(self.signIn)\(asked.map { $0.text == "/" ? "" : "?suite=\($0.escaped)" } ?? "")", .cacheControl: "no-store"])
    }

    /// Tells whether a client would rather read a page than data.
    public static func isBrowser(_ request: Request) -> Bool {
        request.headers[.accept].map { $0.lowercased().contains("text/html") } ?? false
    }
}

/// Leads who is not signed in to where people sign in: from every page that is not open, and from an address of the API that a
/// browser was pointed at. Programs are told 401.
struct SignInLead: RouterMiddleware {
    let pages: PageAccess

    @concurrent func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if let address = context.endpointPath, !address.hasPrefix("/v1/"), !self.pages.open.contains(address), context.person == nil {
            // Who may be signed in, as far as is known, is not asked to sign in again.
            if case .unreachable = context.arrival { _ = try context.knownVisitor() }
            return self.pages.lead(request)
        }
        do {
            return try await next(request, context)
        } catch let problem as Problem where problem.asksForKey && PageAccess.isBrowser(request) && request.headers[.authorization] == nil {
            return self.pages.lead(request)
        }
    }
}
