import French
import HTTPTypes
import Hummingbird
import Runtime

/// Tells refusals in French to who asks for it by `Accept-Language`.
struct LanguageMiddleware: RouterMiddleware {
    @concurrent func handle(
        _ request: Request, context: IngestContext, next: @concurrent (Request, IngestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            throw problem.told(in: Language(acceptLanguage: request.headers[.acceptLanguage]))
        }
    }
}
