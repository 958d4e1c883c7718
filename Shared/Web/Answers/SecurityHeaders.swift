import HTTPTypes
import Hummingbird

/// Tells browsers what an answer may do and who may keep it, refusals included. A header that a route sets itself stays as it is.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    /// The value of `Strict-Transport-Security`: a year, in which a browser that came once by TLS comes by TLS alone.
    private static var alwaysSecure: String { "max-age=31536000" }

    /// The headers that every answer gets.
    private static var fixed: [(name: String, value: String)] {
        [
            ("X-Content-Type-Options", "nosniff"),
            // Not `no-referrer`: with it a browser's own forms come from the origin `null`.
            ("Referrer-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
    }

    private let opener = HTTPField.Name("Cross-Origin-Opener-Policy")
    private let fields = Self.fixed.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in self.fields where response.headers[name] == nil { response.headers[name] = value }
        let type = response.headers[.contentType]
        if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = PagePolicy.usual(of: type).text }
        // A page that another site opened shares nothing with it.
        if let opener, type?.hasPrefix("text/html") == true { response.headers[opener] = "same-origin" }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = Keeping.never }
        if PublicAddress.isSecure(request) { response.headers[.strictTransportSecurity] = Self.alwaysSecure }
        return response
    }
}

/// The values of `Cache-Control`: who may keep an answer, and for how long.
public enum Keeping {
    /// Nobody keeps it: accounts, tokens, sign-in, and whatever says nothing else.
    public static let never = "no-store"
    /// The browser that asked keeps it, and asks each time whether it is still right. It is for figures, which have an entity tag and depend
    /// on who asks (``whoAsks``).
    public static let figures = "private, no-cache"
    /// The value of `Vary` for figures: the headers by which it is known who asks.
    public static let whoAsks = "Cookie, Authorization"
}
