public import Hummingbird
public import Runtime

/// Has a key that is not known asked for at once, so that one just made opens at the first try. Nothing of the request's body
/// is read before its key is known, so it can be put again.
public struct FreshKeys<Context: RequestContext>: RouterMiddleware {
    private let learn: @Sendable (APIKey) async -> Bool

    /// - Parameter learn: Asks for a key, and says whether it is known now.
    public init(learn: @escaping @Sendable (APIKey) async -> Bool) { self.learn = learn }

    @concurrent public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem where problem.asksForKey {
            guard let key = Bearer.key(of: request), await self.learn(key) else { throw problem }
            return try await next(request, context)
        }
    }
}
