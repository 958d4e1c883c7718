import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// The pages for people, and what they are made of. The pages hold no figure: they ask for them with the reader's key.
struct PageRoutes: Sendable {
    /// What is in force now; nothing before the first load.
    let reference: @Sendable () -> ReferenceSnapshot?
    let assets: PageAssets

    func add(to router: Router<BasicRequestContext>) {
        let home = self.assets.page(PackageResources.home_html)
        let department = self.assets.page(PackageResources.department_html)
        let france = self.assets.page(PackageResources.france_html)
        router.get("/") { request, _ in
            self.page(Self.home(home, self.reference()?.departments.values.sorted { $0.code < $1.code } ?? []), request)
        }
        router.get("/departements/:code") { request, context in
            guard let code = context.parameters.get("code"), (try? DepartmentCode(code)) != nil else {
                throw Problem.notFound("no department has this code")
            }
            return self.page(department, request)
        }
        router.get("/france") { request, _ in self.page(france, request) }
        router.get("/assets/:file") { request, context in
            guard let name = context.parameters.get("file"), let (asset, isForGood) = self.assets.file(name) else {
                throw Problem.notFound("no page loads a file of this name")
            }
            return Self.answer(asset, isForGood: isForGood, request)
        }
        router.get("/v1/openapi.json") { request, _ in Self.answer(self.assets.description, isForGood: false, request) }
    }

    private static func home(_ page: String, _ departments: [DepartmentEntry]) -> String {
        let items = departments.map { entry in
            "<li><a href=\"/departements/\(entry.code)\">\(self.escape(entry.name)) (\(entry.code))</a></li>"
        }
        let list = items.isEmpty ? "<li>Aucun département n’est ouvert pour le moment.</li>" : items.joined()
        return page.replacing("<!--departments-->", with: list)
    }

    private static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    private func page(_ html: String, _ request: Request) -> Response {
        let page = Asset(name: "page.html", type: "text/html; charset=utf-8", bytes: Array(html.utf8), compressedIn: nil)
        var response = Self.answer(page, isForGood: false, request)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "no-referrer" }
        return response
    }

    /// A file in the best form that the client takes. One under its hashed name is kept for a year without asking.
    private static func answer(_ asset: Asset, isForGood: Bool, _ request: Request) -> Response {
        let (coding, bytes) = asset.form(for: AcceptedCodings(request.headers[.acceptEncoding]))
        let tag = "\"\(asset.hash.prefix(24))\(coding.map { "-\($0)" } ?? "")\""
        var headers: HTTPFields = [
            .contentType: asset.type, .cacheControl: isForGood ? "public, max-age=31536000, immutable" : "no-cache", .eTag: tag,
        ]
        headers[.xContentTypeOptions] = "nosniff"
        if !asset.compressed.isEmpty { headers[.vary] = "Accept-Encoding" }
        // No tag is part of another.
        if request.headers[.ifNoneMatch]?.contains(tag) == true { return Response(status: .notModified, headers: headers) }
        headers[.contentEncoding] = coding
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
