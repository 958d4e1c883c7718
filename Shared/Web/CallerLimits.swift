public import Hummingbird
public import Runtime

/// Answers 429 to who asks for too much: by key, by address only who shows none.
public struct CallerLimits<Context: RequestContext>: RouterMiddleware {
    private let keys: @Sendable () -> KeyRing?
    private let limiter = RateLimiter()
    private let clock: ZoneClock

    /// - Parameter keys: The keys in force; nothing before the first load.
    public init(keys: @escaping @Sendable () -> KeyRing?, clock: ZoneClock) {
        self.keys = keys
        self.clock = clock
    }

    @concurrent public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let caller = Caller(request, keys: self.keys())
        if let seconds = self.limiter.take(key: caller.name, size: caller.size, at: self.clock.instant.microseconds) {
            throw Problem.tooManyRequests(retryAfter: seconds)
        }
        return try await next(request, context)
    }
}
