import Foundation
import Logging
import Mortality
import Testing

@testable import Portal

/// What templates and values make together.
@Suite struct PageTests {
    private static let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
    private let writer: PageWriter

    init() throws {
        self.writer = try PageWriter(
            assets: PageAssets(libraries: BrowserLibraries(folder: nil, logger: Self.logger), compressed: nil, logger: Self.logger))
    }

    private func html(_ sample: SamplePages.Sample, of samples: SamplePages) -> String { self.writer.html(sample.page, in: samples.frame(sample)) }

    @Test func everyTemplateHasASample() {
        let filled = Set(SamplePages().all.map { type(of: $0.page).template })
        #expect(filled == Set(PageTemplate.allCases))
    }

    @Test("Nothing that is filled in can become markup, in any page")
    func hostileText() {
        let hostile = #""><script>alert(1)</script>' onfocus='x' {{title}} &lt; </title>"#
        let samples = SamplePages(text: { $0 + hostile })
        for sample in samples.all {
            let html = self.html(sample, of: samples)
            #expect(html.hasPrefix("<!doctype html>") && html.contains("</html>"), "\(sample.name)")
            #expect(!html.contains("<script>") && !html.contains("' onfocus"), "\(sample.name)")
            // Every script is one of ours, and has nothing within it.
            let ours = html.matches(of: /<script type="module" src="\/assets\/modules\/[0-9a-f]{12}\/[a-z-]+\.js"><\/script>/).count
            #expect(html.matches(of: /<script/).count == ours && ours >= type(of: sample.page).template.modules.count, "\(sample.name)")
            #expect(
                html.contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39; onfocus=&#39;x&#39; {{title}} &amp;lt; &lt;/title&gt;"), "\(sample.name)")
        }
    }

    @Test("No page has a script, a style or a handler within it, which its policy would refuse")
    func nothingInline() {
        let samples = SamplePages()
        for sample in samples.all {
            let html = self.html(sample, of: samples)
            #expect(html.firstMatch(of: /<style|\sstyle=|\son[a-z]+=|javascript:/) == nil, "\(sample.name)")
            #expect(!html.contains("{{") && !html.contains("Optional("), "\(sample.name)")
        }
    }

    @Test("No template has a way around escaping")
    func escaping() {
        for (name, bytes) in PageLibrary.sources {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("{{{") && !text.contains("{{&") && !text.contains("{{%"), "\(name)")
        }
    }

    @Test("Every name in a template is one of a value that fills it")
    func names() {
        let samples = SamplePages()
        var known: Set<String> = ["page", "frame", "map", "styles", "preloads", "modules", "title", "hasIdentity", "script", "style"]
        for sample in samples.all {
            self.collect(from: sample.page, into: &known, depth: 0)
            self.collect(from: samples.frame(sample), into: &known, depth: 0)
        }
        for (template, bytes) in PageLibrary.sources {
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /\{\{[#^\/]?\.?([A-Za-z][A-Za-z.]*)\}\}/) {
                for name in match.1.split(separator: ".") where !["layout", "content", "tools", "head"].contains(name) {
                    #expect(known.contains(String(name)), "\(template) names \(match.0)")
                }
            }
        }
    }

    private func collect(from value: Any, into known: inout Set<String>, depth: Int) {
        guard depth < 8 else { return }
        for child in Mirror(reflecting: value).children {
            if let label = child.label, Mirror(reflecting: value).displayStyle == .struct { known.insert(label) }
            self.collect(from: child.value, into: &known, depth: depth + 1)
        }
    }

    @Test("Errors stand over the form, lead to their field, and are bound to it")
    func errorsAreBound() {
        let samples = SamplePages()
        for sample in samples.all {
            let html = self.html(sample, of: samples)
            let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(sample.name) has an id twice: \(Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.keys)")
            for match in html.matches(of: /(?:aria-describedby|aria-labelledby|for)="([^"]+)"/) {
                for id in match.1.split(separator: " ") { #expect(ids.contains(String(id)), "\(sample.name): nothing has the id \(id)") }
            }
            for match in html.matches(of: /href="#([^"]+)"/) { #expect(ids.contains(String(match.1)), "\(sample.name): nothing has the id \(match.1)") }
            #expect(html.matches(of: /<h1/).count == 1, "\(sample.name)")
            if html.contains("aria-invalid") {
                #expect(html.contains("<title>Erreur – ") && html.contains("id=\"erreurs\""), "\(sample.name)")
            }
        }
    }

    @Test func formsCarryTheirToken() {
        let samples = SamplePages()
        for sample in samples.all where sample.isSignedIn {
            let html = self.html(sample, of: samples)
            for form in html.matches(of: /<form method="post"(?s:.*?)<\/form>/) {
                #expect(form.0.contains("name=\"jeton\" value=\"k3J9vQ\""), "\(sample.name): \(form.0.prefix(120))")
            }
        }
    }

    @Test("A password is never sent back, even where it is given")
    func passwords() {
        #expect(FormField(.currentPassword, name: "p", label: "P", value: "secret").value == nil)
        #expect(FormField(.newPassword, name: "p", label: "P", value: "secret").value == nil)
        #expect(FormField(.verbatim, name: "p", label: "P", value: "jl").value == "jl")
    }

    @Test func theMenuShowsWhatMayBeOpened() throws {
        let frame = PageFrame(path: "/comptes/7", rights: [.accounts, .declaring])
        #expect(frame.navigation.map(\.address) == ["/mairie/", "/comptes"] && frame.navigation.map(\.isCurrent) == [false, true])
        #expect(!PageFrame(path: "/").hasNavigation)
        // Who is no clerk declares for others, and has no mairie.
        func menu(_ role: Role, _ territory: String) throws -> [String] {
            PageFrame(path: "/appels/56260", rights: NavigationRights(Access([try Grant(role, try Territory(territory))]))).navigation.map(\.name)
        }
        #expect(try menu(.clerk, "commune:56260") == ["Ma mairie"])
        #expect(try menu(.auditor, "nation") == ["Audit"])
        #expect(try menu(.prefectureOfficer, "department:56") == ["Déclarer pour une commune", "Appels", "Départements", "France"])
        #expect(try menu(.callCentre, "department:56") == ["Déclarer pour une commune", "Appels", "Départements", "France", "Comptes"])
        #expect(PageFrame(path: "/appels/56260", rights: [.calling]).navigation.map(\.isCurrent) == [true])
    }

    @Test(
        arguments: [
            (nil, "/connexion"), ("/france", "/connexion?suite=/france"),
            ("/departements/56?date=2020-03-15", "/connexion?suite=/departements/56%3Fdate%3D2020-03-15"),
            ("//evil.example/x", "/connexion"), ("https://evil.example", "/connexion"), ("/\\evil.example", "/connexion"), ("", "/connexion"),
        ] as [(String?, String)])
    func whereToGoAfterwardsIsHere(next: String?, address: String) { #expect(SignInAddress.text(next: next) == address) }

    @Test func pagesOfAList() {
        #expect(PagePagination(current: 1, of: 1) { "\($0)" } == nil)
        let pages = PagePagination(current: 5, of: 11) { "?page=\($0)" }
        #expect(pages?.numbers.map(\.number) == [1, 3, 4, 5, 6, 7, 11] && pages?.previous == "?page=4" && pages?.next == "?page=6")
        let last = PagePagination(current: 99, of: 3) { "?page=\($0)" }
        #expect(last?.next == nil && last?.numbers.last?.isCurrent == true)
    }

    @Test func aCodeIsSpelled() {
        let told = ShownInvitation(name: "x", login: "x", code: "K7MQ-4RTX-9DHP", link: "", until: "")
        #expect(told.spelled == "K, 7, M, Q – 4, R, T, X – 9, D, H, P")
    }
}
