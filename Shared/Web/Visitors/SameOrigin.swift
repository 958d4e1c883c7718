import HTTPTypes
public import Hummingbird
public import Runtime

/// Checks that a request that changes something comes from our own pages: browsers send a cookie also with what another site's page has them
/// send.
///
/// `Sec-Fetch-Site` tells, where the browser sends it; else `Origin`, which every browser sends with what changes something.
/// (A page whose Referrer-Policy is `no-referrer` has it sent as `null`: ours say `same-origin`.)
public enum SameOrigin {
    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")
    private static let origin = HTTPField.Name("Origin")

    /// Checks one request.
    ///
    /// - Throws: `Problem`, 403, for what comes from elsewhere, or does not say where from.
    public static func check(_ request: Request) throws(Problem) {
        if let site = self.fetchSite.flatMap({ request.headers[$0] }) {
            guard site == "same-origin" else { throw .forbidden("the request comes from another site") }
            return
        }
        let own = PublicAddress.root(of: request)
        guard !own.isEmpty, let origin = self.origin.flatMap({ request.headers[$0] }), origin == own else {
            throw .forbidden("the request does not say that it comes from this site")
        }
    }
}

/// Lets people change things from our own pages alone. Keys and tokens are exempt, since no browser sends them unasked.
struct SameOriginGuard: RouterMiddleware {
    @concurrent func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if context.person != nil, ![.get, .head, .options].contains(request.method) { try SameOrigin.check(request) }
        return try await next(request, context)
    }
}
