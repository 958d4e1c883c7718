import French
import HTTPTypes
import Hummingbird
import Runtime

/// Writes refusals in French for clients that ask for it by `Accept-Language`.
struct LanguageMiddleware: RouterMiddleware {
    @concurrent func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.language = Language(acceptLanguage: request.headers[.acceptLanguage])
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            throw problem.told(in: context.language)
        }
    }
}
