import CoreMetrics
public import Hummingbird
import Threading

/// Counts answers by route and status, and how long they took: `vigie_http_answers_total`, `vigie_http_seconds`.
///
/// Stands outside `ProblemMiddleware`, so that errors are counted as what the client sees.
public struct AnswerMetrics<Context: RequestContext>: RouterMiddleware {
    private struct Key: Hashable {
        let route: String
        let status: Int
    }

    /// The metrics that were looked up once: putting a metric's labels together costs more than counting. Routes and statuses are few.
    private final class Metrics: Sendable {
        let answers = Locked<[Key: Counter]>([:])
        let seconds = Locked<[String: Timer]>([:])
    }

    private let metrics = Metrics()

    /// Makes a middleware that has counted nothing.
    public init() {}

    /// Passes the request on, then counts its answer and how long it took.
    @concurrent public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        self.record(route: context.endpointPath ?? "none", status: Int(response.status.code), taking: ContinuousClock.now - start)
        return response
    }

    private func record(route: String, status: Int, taking duration: Duration) {
        let counter = self.metrics.answers.withLock { counters in
            let key = Key(route: route, status: status)
            if let counter = counters[key] { return counter }
            let counter = Counter(label: "vigie_http_answers_total", dimensions: [("route", route), ("status", "\(status)")])
            counters[key] = counter
            return counter
        }
        counter.increment()
        let timer = self.metrics.seconds.withLock { timers in
            if let timer = timers[route] { return timer }
            let timer = Timer(label: "vigie_http_seconds", dimensions: [("route", route)])
            timers[route] = timer
            return timer
        }
        timer.recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }
}
