import CoreMetrics
public import Hummingbird

/// Counts answers by route and status, and how long they took: `vigie_http_answers_total`, `vigie_http_seconds`.
///
/// Stands outside `ProblemMiddleware`, so that errors are counted as what the client sees.
public struct AnswerMetrics<Context: RequestContext>: RouterMiddleware {
    public init() {}

    @concurrent public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let route = context.endpointPath ?? "none"
        Counter(label: "vigie_http_answers_total", dimensions: [("route", route), ("status", "\(response.status.code)")]).increment()
        Timer(label: "vigie_http_seconds", dimensions: [("route", route)])
            .recordNanoseconds(Int64((ContinuousClock.now - start) / .nanoseconds(1)))
        return response
    }
}
