import HTTPTypes
public import Hummingbird
public import Logging
import NIOCore

/// Answers every error as a problem document; what is not meant for clients is logged and told as "internal".
public struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    private let logger: Logger

    public init(logger: Logger) { self.logger = logger }

    @concurrent public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return self.problem(for: error, request).response
        }
    }

    private func problem(for error: any Error, _ request: Request) -> Problem {
        if let problem = error as? Problem { return problem }
        if let error = error as? any HTTPResponseError {
            switch error.status {
            case .notFound: return .notFound("no such address: \(request.uri.path)")
            case .methodNotAllowed:
                return Problem("method-not-allowed", .methodNotAllowed, title: "The address does not take this method")
            case .contentTooLarge: return .tooLarge("the body is larger than this address takes")
            case let status where (400..<500).contains(status.code):
                return Problem("bad-request", status, title: "The request is not taken")
            default: break
            }
        }
        if error is NIOTooManyBytesError { return .tooLarge("the body is larger than this address takes") }
        if error is CancellationError { return .unavailable("the service is stopping") }
        self.logger.error("a request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
        return .internal
    }
}
