import Crypto
import HTTPTypes
import Hummingbird
import Mortality
import Runtime

/// The pages for people, and what they are made of. The pages hold no figure: they ask for them with the reader's key.
struct PageRoutes: Sendable {
    /// What is in force now; nothing before the first load.
    let reference: @Sendable () -> ReferenceSnapshot?
    let libraries: BrowserLibraries

    /// What pages run, in no order: each page names those that it needs.
    private static let scripts: KeyValuePairs<String, [UInt8]> = [
        "french.js": PackageResources.french_js, "ground.js": PackageResources.ground_js, "plot.js": PackageResources.plot_js,
        "alert-actions.js": PackageResources.alert_actions_js, "alert-detail.js": PackageResources.alert_detail_js,
        "alerts.js": PackageResources.alerts_js, "judgements.js": PackageResources.judgements_js, "map.js": PackageResources.map_js,
        "department.js": PackageResources.department_js, "france.js": PackageResources.france_js,
    ]

    func add(to router: Router<BasicRequestContext>) {
        router.get("/") { request, _ in
            self.page(Self.home(self.reference()?.departments.values.sorted { $0.code < $1.code } ?? []), request)
        }
        router.get("/departements/:code") { request, context in
            guard let code = context.parameters.get("code"), (try? DepartmentCode(code)) != nil else {
                throw Problem.notFound("no department has this code")
            }
            return self.page(self.withLibraries(PackageResources.department_html), request)
        }
        router.get("/france") { request, _ in self.page(self.withLibraries(PackageResources.france_html), request) }
        for file in self.libraries.files { self.asset(file.name, file.bytes, file.type, router) }
        for (name, bytes) in Self.scripts { self.asset(name, bytes, "text/javascript; charset=utf-8", router) }
        self.asset("vigie.css", PackageResources.vigie_css, "text/css; charset=utf-8", router)
        router.get("/v1/openapi.json") { request, _ in
            self.file(PackageResources.openapi_json, "application/json", request)
        }
    }

    private static func home(_ departments: [DepartmentEntry]) -> String {
        let items = departments.map { entry in
            "<li><a href=\"/departements/\(entry.code)\">\(self.escape(entry.name)) (\(entry.code))</a></li>"
        }
        let list = items.isEmpty ? "<li>Aucun département n’est ouvert pour le moment.</li>" : items.joined()
        return String(decoding: PackageResources.home_html, as: UTF8.self).replacing("<!--departments-->", with: list)
    }

    private func withLibraries(_ page: [UInt8]) -> String {
        String(decoding: page, as: UTF8.self).replacing("<!--libraries-->", with: self.libraries.tags)
    }

    private static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    private func page(_ html: String, _ request: Request) -> Response {
        var response = self.file(Array(html.utf8), "text/html; charset=utf-8", request)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "no-referrer" }
        return response
    }

    private func asset(_ name: String, _ bytes: [UInt8], _ type: String, _ router: Router<BasicRequestContext>) {
        router.get("/assets/\(name)") { request, _ in self.file(bytes, type, request) }
    }

    private func file(_ bytes: [UInt8], _ type: String, _ request: Request) -> Response {
        let tag = "\"\(SHA256.hash(data: bytes).prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())\""
        var headers: HTTPFields = [.contentType: type, .cacheControl: "no-cache", .eTag: tag]
        headers[.xContentTypeOptions] = "nosniff"
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
