import Contracts
import HTTPTypes
import Hummingbird
import Runtime

/// Takes the trace of the header `traceparent` (W3C Trace Context), or begins one, and answers with it.
struct CorrelationMiddleware: RouterMiddleware {
    private let header = HTTPField.Name(Names.Header.traceparent)

    @concurrent func handle(
        _ request: Request, context: IngestContext, next: @concurrent (Request, IngestContext) async throws -> Response
    ) async throws -> Response {
        guard let header else { return try await next(request, context) }
        var context = context
        if let given = request.headers[header].flatMap(Correlation.init(traceparent:)) { context.correlation = given }
        var response = try await next(request, context)
        response.headers[header] = context.correlation.traceparent
        return response
    }
}
