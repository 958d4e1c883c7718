import Contracts
import HTTPTypes
import Hummingbird
import Messaging
import Runtime
import Web

/// `/v1/tiles/{z}/{x}/{y}.mvt`: vector tiles that MapRendering cuts. They contain geometry, codes and names only; the page loads the values
/// separately and colours the areas itself.
struct TileRoutes: Sendable {
    let others: any Asking
    let clock: ZoneClock

    func add(to router: Router<WebContext>) {
        router.get("/v1/tiles/:z/:x/{y}.mvt") { request, context in try await self.tile(request, context) }
    }

    private func tile(_ request: Request, _ context: WebContext) async throws -> Response {
        let reading = try Reading(context, self.clock)
        var question = Vigie_V1_TileRequest()
        question.zoom = try Self.number(context, "z")
        question.x = try Self.number(context, "x")
        question.y = try Self.number(context, "y")
        question.ifNoneMatch = request.headers[.ifNoneMatch].map(EntityTags.bounded) ?? ""
        let asked = question
        let reply = try await RPCProblem.telling { try await self.others.ask(MapRenderingMethods.tile, asked, scope: reading.visitor.scope) }
        // Shapes change once a year; whoever keeps a tile asks anew every few minutes.
        var headers: HTTPFields = [.eTag: "\"\(reply.etag)\"", .cacheControl: "private, max-age=300", .vary: Keeping.whoAsks]
        if reply.notModified { return Response(status: .notModified, headers: headers) }
        guard !reply.body.isEmpty else { return Response(status: .noContent, headers: headers) }
        headers[.contentType] = "application/vnd.mapbox-vector-tile"
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: reply.body)))
    }

    /// Reads a number out of the path.
    ///
    /// - Throws: `Problem`, 404: what is no number names no tile.
    private static func number(_ context: WebContext, _ name: String) throws(Problem) -> UInt32 {
        guard let number = context.parameters.get(name).flatMap({ UInt32($0) }) else { throw .notFound("there is no such tile") }
        return number
    }
}
