import HTTPTypes
public import Hummingbird
import Runtime

/// Answers 422 to a parameter that an address of the API does not know, and to one given twice. A slip of the pen in `dryRun` must not become
/// a declaration, nor one in `date` the figures of another day.
///
/// Pages and what they load ignore what they do not know: links come with `utm_…`.
public struct KnownParameters<Context: RequestContext>: RouterMiddleware {
    /// The parameters that one address takes.
    public struct Names: ExpressibleByArrayLiteral, Hashable, Sendable {
        /// The names of the parameters that the address takes.
        public let all: [String]
        let repeatable: Set<String>

        /// Names the parameters that an address takes, and those among them that may be given more than once.
        public init(_ all: [String], repeatable: Set<String> = []) {
            self.all = all
            self.repeatable = repeatable
        }

        /// Names the parameters that an address takes, each at most once.
        public init(arrayLiteral names: String...) { self.init(names) }
    }

    /// The parameters by address as the router knows it, `/v1/departments/{code}`, or by method and address, `GET /v1/declarations`, which
    /// goes first.
    private let addresses: [String: Names]

    /// Makes a middleware that knows these parameters.
    ///
    /// - Parameter addresses: Those that take parameters; the others of the API take none.
    public init(_ addresses: [String: Names]) { self.addresses = addresses }

    /// Throws a `Problem`, 422, for a parameter that the address does not take or that is given twice; else passes the request on.
    @concurrent public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        if let query = request.uri.query, let address = context.endpointPath, address.hasPrefix("/v1/") {
            if let problem = Self.fault(in: query, knowing: self.names(of: address, request.method)) { throw problem }
        }
        return try await next(request, context)
    }

    private func names(of address: String, _ method: HTTPRequest.Method) -> Names {
        let method = method == .head ? .get : method
        return self.addresses["\(method.rawValue) \(address)"] ?? self.addresses[address] ?? []
    }

    /// Finds what is wrong with a query; `nil` when it may be read. Names are compared as they are written: an escaped one would not be
    /// found by who reads it either.
    static func fault(in query: String, knowing names: Names) -> Problem? {
        var seen: Set<Substring> = []
        for pair in query.split(separator: "&") {
            let name = pair.prefix { $0 != "=" }
            guard names.all.contains(String(name)) else {
                let known = names.all.isEmpty ? "it takes none" : "it takes \(names.all.joined(separator: ", "))"
                return .notAdmitted(field: String(name.prefix(100)), reason: "no parameter of this address; \(known)")
            }
            guard seen.insert(name).inserted || names.repeatable.contains(String(name)) else {
                return .notAdmitted(field: String(name), reason: "given twice")
            }
        }
        return nil
    }
}
