public import HTTPTypes
public import Hummingbird

/// Answers 405, with the methods that would do in `Allow` (RFC 9110, section 15.5.6), at an address that is known.
///
/// The router tells only that it has no such route, which a client would take for a wrong address. Stands inside
/// `ProblemMiddleware`, before every route.
public struct KnownAddresses<Context: RequestContext>: RouterMiddleware {
    private let addresses: [(segments: [Substring], methods: [HTTPRequest.Method])]

    /// - Parameter addresses: Paths as the router takes them, where `:name` stands for any one segment, and the methods
    ///   that each has. Of several that fit a path, the first counts.
    public init(_ addresses: KeyValuePairs<String, [HTTPRequest.Method]>) {
        self.addresses = addresses.map { (Self.segments($0.key), $0.value) }
    }

    @concurrent public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        if let methods = self.methods(at: request.uri.path), !methods.contains(request.method) {
            throw Problem.methodNotAllowed(methods)
        }
        return try await next(request, context)
    }

    /// The methods of a path's address; nothing when it is not known.
    func methods(at path: String) -> [HTTPRequest.Method]? {
        let segments = Self.segments(path)
        return self.addresses.first { known in
            known.segments.count == segments.count && zip(known.segments, segments).allSatisfy { $0.first == ":" || $0 == $1 }
        }?.methods
    }

    private static func segments(_ path: String) -> [Substring] { path.split(separator: "/") }
}
