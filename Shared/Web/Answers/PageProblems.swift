import French
import HTTPTypes
public import Hummingbird
public import Runtime

/// Writes a failure as a page, for browsers that were pointed at an address.
public protocol FailureWriter: Sendable {
    /// Writes the page of a problem.
    ///
    /// - Parameter isTold: Whether the problem is told in the client's language already.
    func failure(_ problem: Problem, to request: Request, _ context: WebContext, isTold: Bool) -> Response
}

/// Answers errors with pages where a page was asked for; programs and scripts get problem documents. It stands twice in the stack: outside,
/// for what is refused before anybody knows who asks, and inside, where the page can name who is signed in.
struct PageProblems: RouterMiddleware {
    typealias Context = WebContext

    let writer: any FailureWriter
    let problems: ProblemMiddleware<WebContext>
    let isOutside: Bool

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            guard PageAccess.isBrowser(request), request.headers[.authorization] == nil else { throw error }
            let isTold = self.isOutside && Language(acceptLanguage: request.headers[.acceptLanguage]) == .french
            return self.writer.failure(self.problems.problem(for: error, request), to: request, context, isTold: isTold)
        }
    }
}
