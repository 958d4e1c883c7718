import Foundation
import HTTPTypes
public import Hummingbird
public import Logging
import NIOCore
import NIOHTTP1

/// Answers every error with a problem document. What is not meant for clients is logged and told as "internal".
public struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    private let logger: Logger

    /// Makes a middleware that logs what it tells as "internal".
    public init(logger: Logger) { self.logger = logger }

    /// Treats the request by what follows, and answers its error as a problem document, without a body for HEAD.
    @concurrent public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let response = self.problem(for: error, request).response
            // An answer to HEAD has no body, whatever it says.
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    /// Tells whether an error means that the other side closed or lost the connection.
    private static func isEndOfClient(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPParserError: error == .invalidEOFState
        case let error as IOError: [ECONNRESET, EPIPE, ENOTCONN].contains(error.errnoCode)
        case let error as ChannelError: [.eof, .ioOnClosedChannel, .alreadyClosed, .inputClosed, .outputClosed].contains(error)
        default: false
        }
    }

    /// Turns an error into the problem that the client is told; what is not meant for clients is logged and told as "internal".
    public func problem(for error: any Error, _ request: Request) -> Problem {
        if let problem = error as? Problem { return problem }
        if Self.isEndOfClient(error) {
            self.logger.info("a client left before its request was whole", metadata: ["path": "\(request.uri.path)"])
            return .clientLeft
        }
        if error is HTTPParserError {
            return Problem("malformed", .badRequest, title: "The request is malformed", detail: "its body is not framed as HTTP says", closes: true)
        }
        if let error = error as? any HTTPResponseError {
            switch error.status {
            case .notFound where !OtherMethods.known.contains(request.method): return .notImplemented
            case .notFound: return .notFound("no such address: \(request.uri.path)")
            case .methodNotAllowed: return Problem("method-not-allowed", .methodNotAllowed, title: "The address does not take this method")
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
