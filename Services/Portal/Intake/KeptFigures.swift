import Crypto
import Formats
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Threading
import Web

/// Stores answers that are made of the copies of counts and judgements until these change, so that the same figures are not put together
/// again. Each has an entity tag, with which a client asks whether it has changed.
struct KeptFigures: RouterMiddleware {
    typealias Context = WebContext

    private struct Kept {
        let version: Version
        let madeAt: ContinuousClock.Instant
        let headers: HTTPFields
        let body: ByteBuffer
    }

    private struct Version: Hashable {
        let changes: Int
        let reference: Int
    }

    /// The addresses whose answers are made of the copies alone.
    private static let addresses: Set = [
        "/v1/departments/{code}", "/v1/departments/{code}/communes", "/v1/departments/{code}/series", "/v1/france",
    ]
    /// How long an answer is kept even when nothing changes: midnight passes, and shares are learnt without a change being told.
    private static let patience = Duration.seconds(20)

    let changes: ChangeCounts
    /// The stored answers, at most 32 MiB.
    private let kept = Locked(BoundedCache<String, Kept>(limit: 32 << 20))

    init(changes: ChangeCounts) { self.changes = changes }

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let address = context.endpointPath, Self.addresses.contains(address), [.get, .head].contains(request.method),
            let reference = context.reference, let visitor = context.visitor, visitor.mayRead
        else { return try await next(request, context) }
        let department = context.parameters.get("code").flatMap { try? DepartmentCode($0) }
        // Everything that an answer may hang on but the figures: what is asked for, and what the visitor may see of it.
        let name = "\(request.uri.path)?\(request.uri.query ?? "")|\(visitor.scope.header)|\(department.map(visitor.viewer(of:)) ?? .outside)"
        let version = Version(changes: self.changes.count(of: department), reference: reference.version)
        let now = ContinuousClock.now
        if let known = self.kept.withLock({ $0.value(of: name) }), known.version == version, now - known.madeAt < Self.patience {
            return Response(status: .ok, headers: known.headers, body: .init(byteBuffer: known.body))
        }
        var response = try await next(request, context)
        guard response.status == .ok, let length = response.body.contentLength, length <= 4 << 20 else { return response }
        let body = try await BodyCollector.bytes(of: response.body)
        response.body = ResponseBody(byteBuffer: body)
        response.headers[.cacheControl] = Keeping.figures
        response.headers[.vary] = Keeping.whoAsks
        response.headers[.eTag] = "\"\(Hex.text(SHA256.hash(data: body.readableBytesView).prefix(12)))\""
        let answer = Kept(version: version, madeAt: now, headers: response.headers, body: body)
        self.kept.withLock { $0.keep(answer, as: name, weight: length + name.utf8.count + 256) }
        return response
    }
}
