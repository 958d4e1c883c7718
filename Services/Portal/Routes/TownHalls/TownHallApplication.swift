import Accounts
import Crypto
import Formats
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// What a device keeps of the clerk's application, so that it opens without a network: the same for everybody, with nothing of anybody.
struct TownHallApplication: Sendable {
    /// The icons of the application, among the assets.
    static let icons = ["icon.svg", "icon-192.png", "icon-512.png", "icon-maskable-512.png"]

    let assets: PageAssets
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/mairie/application") { _, _ in
            let html = try self.page()
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/html; charset=utf-8", .cacheControl: "no-cache", .contentSecurityPolicy: PagePolicy.page.text,
                ], body: .init(byteBuffer: ByteBuffer(string: html)))
        }
        router.get("/mairie/worker.js") { _, _ in
            let worker = try self.worker()
            return Response(
                status: .ok, headers: [.contentType: "text/javascript; charset=utf-8", .cacheControl: "no-cache"],
                body: .init(byteBuffer: ByteBuffer(string: worker)))
        }
        router.get("/mairie/manifest.webmanifest") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/manifest+json", .cacheControl: "no-cache"],
                body: .init(byteBuffer: ByteBuffer(string: self.manifest)))
        }
        router.get("/mairie/aide") { request, context in
            let person = try TownHallPages.declarer(context)
            let department = person.access.communes.first?.department ?? person.access.departmentsServed.first
            let page = TownHallHelpPage(
                telephone: department.flatMap { context.reference?.lives[$0]?.callCentre },
                exerciseAddress: context.reference?.departments[.exercise] == nil ? nil : "/mairie/exercice")
            return self.answers.page(page, to: request, context)
        }
        router.get("/accessibilite") { request, context in self.answers.page(AccessibilityPage(), to: request, context) }
    }

    private func page() throws -> String { self.answers.html(try TownHallApplicationPage(), at: "/mairie/application") }

    /// What the worker keeps: everything that the application's page loads, each at an address that never changes what it stands for.
    private var shell: [String] {
        let modules = PageTemplate.townHallApplication.modules
        return (self.assets.styles + modules.map(self.assets.address(ofModule:)) + self.assets.preloads(of: modules) + self.assets.fonts
            + Self.icons.map(self.assets.address(of:)) + ["/mairie/manifest.webmanifest"])
    }

    /// The worker: another version of anything that it keeps is another worker, which browsers find by themselves.
    private func worker() throws -> String {
        let shell = self.shell
        let version = Hex.text(SHA256.hash(data: Array((shell.joined(separator: "\n") + (try self.page())).utf8)).prefix(8))
        return """
            // Written by Portal.
            import { start } from '\(self.assets.address(ofModule: "mairie-worker.js"))';
            start(self, { version: '\(version)', page: '/mairie/application', shell: [\(shell.map(JSONText.quote).joined(separator: ","))] });

            """
    }

    /// Web Application Manifest (W3C).
    private var manifest: String {
        let icons = Self.icons.map { name in
            let size = name.hasSuffix(".svg") ? "any" : name.contains("192") ? "192x192" : "512x512"
            let type = name.hasSuffix(".svg") ? "image/svg+xml" : "image/png"
            let purpose = name.contains("maskable") ? "maskable" : "any"
            return "{\"src\":\"\(self.assets.address(of: name))\",\"sizes\":\"\(size)\",\"type\":\"\(type)\",\"purpose\":\"\(purpose)\"}"
        }
        return """
            {"id":"/mairie/","name":"Vigie – déclarer un décès","short_name":"Vigie mairie","lang":"fr","dir":"ltr","start_url":"/mairie/","scope":"/mairie/",\
            "display":"standalone","background_color":"#ffffff","theme_color":"#000091",\
            "description":"Déclarer les décès survenus dans la commune, aussi sans réseau.","icons":[\(icons.joined(separator: ","))]}

            """
    }
}
