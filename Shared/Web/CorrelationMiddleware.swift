import Contracts
import HTTPTypes
import Hummingbird
import Runtime

/// Takes the trace of the header `traceparent` (W3C Trace Context), or begins one, and sends it back. Whatever is logged, asked or published
/// until the answer is written belongs to that trace.
struct CorrelationMiddleware<Context: RequestContext>: RouterMiddleware {
    private let header = HTTPField.Name(Names.Header.traceparent)

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let given = self.header.flatMap { request.headers[$0] }.flatMap(Correlation.init(traceparent:))
        let correlation = given ?? Correlation()
        var response = try await correlation.during { try await next(request, context) }
        if let header { response.headers[header] = correlation.traceparent }
        // What is written as it is made is made once this has returned.
        if response.body.contentLength == nil {
            let body = response.body
            response.body = ResponseBody { writer in
                let inner = writer
                try await correlation.during { try await body.write(inner) }
            }
        }
        return response
    }
}
