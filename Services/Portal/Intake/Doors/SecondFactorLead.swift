import Hummingbird
import Mortality
import Runtime
import Web

/// Redirects whoever must have a second factor and has none to the page that sets one up. Until then their session may do nothing else but end.
struct SecondFactorLead: RouterMiddleware {
    typealias Context = WebContext

    /// The methods and addresses that such a session may use besides those that are open to everybody.
    private static let allowed: Set = [
        "GET \(Access.secondFactorPage)", "POST \(Access.secondFactorPage)", "POST /mon-compte", "GET /v1/session", "DELETE /v1/session",
        "POST /v1/account/second-factor",
    ]

    /// The addresses that are open to everybody.
    let open: Set<String>

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let person = context.person, person.lacksSecondFactor, let address = context.endpointPath, !self.open.contains(address) else {
            return try await next(request, context)
        }
        let method = request.method == .head ? .get : request.method
        if Self.allowed.contains("\(method.rawValue) \(address)") { return try await next(request, context) }
        guard address.hasPrefix("/v1/") else { return PageAnswers.leading(to: Access.secondFactorPage) }
        throw Problem.forbidden("set up the second factor first")
    }
}
