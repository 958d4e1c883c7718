import Accounts
import Crypto
import Formats
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// The files of the clerk's application that a device stores, so that it opens without a network. They are the same for everybody and contain
/// nobody's data.
struct TownHallApplication: Sendable {
    /// The names of the application's icons among the assets.
    static let icons = ["icon.svg", "icon-192.png", "icon-512.png", "icon-maskable-512.png"]

    private let answers: PageAnswers
    /// The application's page, which is made once, since it depends neither on who asks nor on when.
    private let page: String
    private let worker: String
    private let manifest: String

    init(assets: PageAssets, answers: PageAnswers) throws {
        self.answers = answers
        self.page = answers.html(try TownHallApplicationPage(), at: "/mairie/application")
        self.worker = Self.worker(keeping: Self.shell(of: assets), page: self.page, assets)
        self.manifest = Self.manifest(of: assets)
    }

    func add(to router: Router<WebContext>) {
        router.get("/mairie/application") { _, _ in Self.kept(self.page, as: "text/html; charset=utf-8", under: .page) }
        router.get("/mairie/worker.js") { _, _ in Self.kept(self.worker, as: "text/javascript; charset=utf-8", under: .worker) }
        router.get("/mairie/manifest.webmanifest") { _, _ in Self.kept(self.manifest, as: "application/manifest+json", under: .data) }
        router.get("/mairie/aide") { request, context in
            let person = try TownHallPages.declarer(context)
            let department = person.access.communes.first?.department ?? person.access.departmentsServed.first
            return self.answers.page(
                TownHallHelpPage(telephone: department.flatMap { context.reference?.lives[$0]?.callCentre }), to: request, context)
        }
        router.get("/accessibilite") { request, context in self.answers.page(AccessibilityPage(), to: request, context) }
    }

    /// Answers a text that a device may store if it asks each time whether it has changed.
    private static func kept(_ text: String, as type: String, under policy: PagePolicy) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-cache", .contentSecurityPolicy: policy.text],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// Returns the addresses that the worker stores: everything that the application's page loads, each under an address whose content never
    /// changes.
    private static func shell(of assets: PageAssets) -> [String] {
        let modules = PageTemplate.townHallApplication.modules
        return assets.styles + modules.map(assets.address(ofModule:)) + assets.preloads(of: modules) + assets.fonts + self.icons.map(assets.address(of:))
            + ["/mairie/manifest.webmanifest"]
    }

    /// Returns the service worker's script. When anything that it stores changes, the script changes, and browsers load the new one by
    /// themselves.
    private static func worker(keeping shell: [String], page: String, _ assets: PageAssets) -> String {
        let version = Hex.text(SHA256.hash(data: Array((shell.joined(separator: "\n") + page).utf8)).prefix(8))
        return """
            // Written by Portal.
            import { start } from '\(assets.address(ofModule: "mairie-worker.js"))';
            start(self, { version: '\(version)', page: '/mairie/application', shell: [\(shell.map(JSONText.quote).joined(separator: ","))] });

            """
    }

    /// Returns the Web Application Manifest (W3C).
    private static func manifest(of assets: PageAssets) -> String {
        let icons = self.icons.map { name in
            let size = name.hasSuffix(".svg") ? "any" : name.contains("192") ? "192x192" : "512x512"
            let type = name.hasSuffix(".svg") ? "image/svg+xml" : "image/png"
            let purpose = name.contains("maskable") ? "maskable" : "any"
            return "{\"src\":\"\(assets.address(of: name))\",\"sizes\":\"\(size)\",\"type\":\"\(type)\",\"purpose\":\"\(purpose)\"}"
        }
        return """
            {"id":"/mairie/","name":"Vigie – déclarer un décès","short_name":"Vigie mairie","lang":"fr","dir":"ltr","start_url":"/mairie/","scope":"/mairie/",\
            "display":"standalone","background_color":"#ffffff","theme_color":"#000091",\
            "description":"Déclarer les décès survenus dans la commune, aussi sans réseau.","icons":[\(icons.joined(separator: ","))]}

            """
    }
}
