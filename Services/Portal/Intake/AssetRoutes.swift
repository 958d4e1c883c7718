import HTTPTypes
import Hummingbird
import Runtime
import Web

/// `/assets/…` and `/v1/openapi.json`: the files that all pages load, and the description of the API, which are the same for everybody.
struct AssetRoutes: Sendable {
    let assets: PageAssets

    func add(to router: Router<some RequestContext>) {
        router.get("/assets/:file") { request, context in
            guard let name = context.parameters.get("file"), let (asset, isForGood) = self.assets.file(name) else {
                throw Problem.notFound("no page loads a file of this name")
            }
            return Self.answer(asset, isForGood: isForGood, request)
        }
        router.get("/assets/modules/:version/:file") { request, context in
            guard let version = context.parameters.get("version"), let name = context.parameters.get("file"),
                let (asset, isForGood) = self.assets.module(name, version: version)
            else {
                throw Problem.notFound("no page loads a module of this name")
            }
            return Self.answer(asset, isForGood: isForGood, request)
        }
        router.get("/v1/openapi.json") { request, _ in Self.answer(self.assets.description, isForGood: false, request) }
    }

    /// Answers a file in the best coding that the client accepts. Under its hashed name the client may store it for a year without asking
    /// again.
    private static func answer(_ asset: Asset, isForGood: Bool, _ request: Request) -> Response {
        let (coding, bytes) = asset.form(for: AcceptedCodings(request.headers[.acceptEncoding]))
        let tag = "\"\(asset.hash.prefix(24))\(coding.map { "-\($0)" } ?? "")\""
        var headers: HTTPFields = [
            .contentType: asset.type, .cacheControl: isForGood ? "public, max-age=31536000, immutable" : "no-cache", .eTag: tag,
        ]
        if !asset.compressed.isEmpty { headers[.vary] = "Accept-Encoding" }
        // No tag is part of another.
        if request.headers[.ifNoneMatch]?.contains(tag) == true { return Response(status: .notModified, headers: headers) }
        headers[.contentEncoding] = coding
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
