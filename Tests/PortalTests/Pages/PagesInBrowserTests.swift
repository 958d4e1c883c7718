import Browser
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import Web

@testable import Portal

/// Every page in a real browser: on a telephone and on a desk, in light and dark, with the design system and without.
@Suite(
    "Pages in the browser", .serialized, .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)),
    .enabled(if: Axe.source != nil, Comment(rawValue: Axe.absence)), .timeLimit(.minutes(8)))
struct PagesInBrowserTests {
    /// What pages stand on.
    enum Form: String, CaseIterable, Sendable {
        case plain, design, identity
    }

    private static let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
    private static let environment = ProcessInfo.processInfo.environment
    /// Where `./vigie test` put the design system, or where `./vigie up` did.
    private static let libraries = environment["VIGIE_TEST_LIBRARIES"]

    /// Serves every sample at its name, under the policy that pages have.
    private func serve<Value: Sendable>(_ form: Form, _ test: @escaping @Sendable (String) async throws -> Value) async throws -> Value {
        let libraries = BrowserLibraries(folder: form == .plain ? nil : Self.libraries, identity: form == .identity, logger: Self.logger)
        let assets = PageAssets(libraries: libraries, compressed: nil, logger: Self.logger)
        let writer = try PageWriter(assets: assets)
        let samples = SamplePages()
        let router = Router(context: BasicRequestContext.self)
        AssetRoutes(assets: assets).add(to: router)
        for sample in samples.all {
            router.get("/exemples/\(sample.name)") { _, _ in
                let policy: PagePolicy = type(of: sample.page).template.hasMap ? .map : .page
                let headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .contentSecurityPolicy: policy.text]
                return Response(status: .ok, headers: headers, body: .init(byteBuffer: .init(string: writer.html(sample.page, in: samples.frame(sample)))))
            }
        }
        return try await Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: Self.logger).test(.live) {
            client in
            try await test("http://127.0.0.1:\(client.port ?? 0)")
        }
    }

    /// Keeps a picture of the whole page where VIGIE_TEST_PICTURES says: hundreds of them, for who wants to look.
    private func keep(_ name: String, _ browser: BrowserSession, width: Int, isDark: Bool) async throws {
        guard let folder = Self.environment["VIGIE_TEST_PICTURES"] else { return }
        try await browser.showAll(width: width, isDark: isDark)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await browser.screenshot().write(to: URL(fileURLWithPath: folder).appending(path: "\(name).png"))
        try await browser.show(width: width, isDark: isDark)
    }

    @Test("Nothing keeps anybody from using a page, on any screen, in either scheme", arguments: Form.allCases)
    func everybodyCanUseThem(form: Form) async throws {
        guard form == .plain || Self.libraries != nil else { return }
        try await self.serve(form) { address in
            try await ChromeDriver.withSession { browser in
                for sample in SamplePages().all {
                    for width in [390, 1280] {
                        try await browser.show(width: width)
                        try await browser.open("\(address)/exemples/\(sample.name)")
                        // What has nothing to show without the server's figures is shown as it stands.
                        let _: Bool = try await browser.evaluate("document.getElementById('page')?.removeAttribute('hidden'); done(true);")
                        // At dusk a page changes its colours where it stands.
                        for isDark in [false, true] {
                            let name = "\(form)-\(sample.name)-\(width)\(isDark ? "-nuit" : "")"
                            try await browser.show(width: width, isDark: isDark)
                            let report = try await Axe.report(on: browser)
                            #expect(report.violations.filter(\.isGrave).isEmpty, "\(name): \(report.violations.filter(\.isGrave))")
                            for finding in report.undecided where finding.rule == "color-contrast" { print("  \(name), to be looked at: \(finding)") }
                            let wide: Int = try await browser.evaluate("done(document.documentElement.scrollWidth);")
                            #expect(wide <= width, "\(name) is wider than the screen: \(wide)")
                            try await self.keep(name, browser, width: width, isDark: isDark)
                            let complaints = try await browser.console().filter { $0.level == "SEVERE" && $0.message.contains("Security Policy") }
                            #expect(complaints.isEmpty, "\(name): \(complaints.map(\.message))")
                        }
                    }
                }
            }
        }
    }

    @Test("At 320 px, and at 200 % of a screen of 1280, no page is wider than what is seen", arguments: [320, 640])
    func reflow(width: Int) async throws {
        let form: Form = Self.libraries == nil ? .plain : .design
        try await self.serve(form) { address in
            try await ChromeDriver.withSession { browser in
                try await browser.show(width: width)
                for sample in SamplePages().all {
                    try await browser.open("\(address)/exemples/\(sample.name)")
                    let _: Bool = try await browser.evaluate("document.getElementById('page')?.removeAttribute('hidden'); done(true);")
                    let wide: Int = try await browser.evaluate("done(document.documentElement.scrollWidth);")
                    #expect(wide <= width, "\(sample.name) is wider than \(width) px: \(wide)")
                }
            }
        }
    }

    @Test("With the keyboard alone: past the menu, through the form, and the password may be looked at")
    func keyboard() async throws {
        try await self.serve(.plain) { address in
            try await ChromeDriver.withSession { browser in
                try await browser.show(width: 390)
                try await browser.open("\(address)/exemples/connexion")
                try await browser.press("\u{E004}")
                #expect(try await browser.evaluate("done(document.activeElement.getAttribute('href'));") == "#contenu")
                try await browser.press("\u{E007}")
                try await browser.press("\u{E004}")
                #expect(try await browser.evaluate("done(document.activeElement.id);") == "fournisseur")
                try await browser.press("\u{E004}")
                #expect(try await browser.evaluate("done(document.activeElement.name);") == "identifiant")
                try await browser.press("j.legall\u{E004}une phrase à moi\u{E004}")
                #expect(try await browser.evaluate("done(document.activeElement.type);") == "checkbox")
                try await browser.press(" ")
                #expect(try await browser.evaluate("done(document.getElementById('mot-de-passe').type);") == "text")
                #expect(try await browser.evaluate("done(document.getElementById('mot-de-passe').value);") == "une phrase à moi")
                try await browser.press(" \u{E004}")
                #expect(try await browser.evaluate("done(document.activeElement.textContent);") == "Se connecter")
                #expect(try await browser.evaluate("done(document.getElementById('mot-de-passe').type);") == "password")
            }
        }
    }

    @Test("A form that came back begins at what is wrong")
    func errors() async throws {
        try await self.serve(.plain) { address in
            try await ChromeDriver.withSession { browser in
                try await browser.open("\(address)/exemples/connexion-erreur")
                // The browser gives it the focus when it draws the page.
                try await browser.wait("the errors in focus", until: "document.activeElement.id === 'erreurs'")
                try await browser.press("\u{E004}\u{E007}")
                try await browser.wait("the field in focus", until: "document.activeElement.id === 'identifiant'")
            }
        }
    }

    @Test("An invitation's code comes out of the link's fragment, which is gone at once")
    func invitation() async throws {
        try await self.serve(.plain) { address in
            try await ChromeDriver.withSession { browser in
                try await browser.open("\(address)/exemples/invitation#k7mq-4rtx-9dhp")
                try await browser.wait("the code", until: "document.getElementById('code').value === 'K7MQ-4RTX-9DHP'")
                #expect(try await browser.evaluate("done(location.href.includes('#'));") == false)
                #expect(try await browser.evaluate("done(document.activeElement.type);") == "submit")
                // The same address with another fragment would load nothing anew.
                try await browser.open("about:blank")
                try await browser.open("\(address)/exemples/invitation#%3Cimg%3E")
                #expect(try await browser.evaluate("done(document.getElementById('code').value);") == "K7MQ")
            }
        }
    }
}
