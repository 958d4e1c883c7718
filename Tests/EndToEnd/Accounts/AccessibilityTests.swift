import Browser
import Foundation
import TestBench
import Testing

/// The tests of every page, on a telephone and at a desk, light and dark: axe-core finds nothing serious, nothing is cut off, and a picture is
/// taken for somebody to look at.
@Suite(
    "Accounts: pages for everybody", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)),
    .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(15)))
struct AccessibilityTests {
    /// Somebody, with the pages that are looked at in their name.
    struct Tour: Sendable, CustomTestStringConvertible {
        /// An account for demonstration; `nil` when nobody is signed in.
        let account: String?
        let pages: [String]
        var testDescription: String { self.account?.lowercased() ?? "nobody" }
    }

    static let tours = [
        Tour(account: nil, pages: ["/connexion", "/invitation", "/donnees-personnelles", "/accessibilite", "/mairie/application"]),
        Tour(
            account: "CLERK",
            pages: [
                "/mairie/", "/mairie/#declarer", "/mairie/declarer", "/mairie/tableau?commune=00001", "/mairie/aide", "/mairie/exercice", "/mon-compte",
                "/mon-compte/second-facteur", "/comptes",
            ]),
        Tour(account: "OFFICER", pages: ["/", "/departements/00", "/departements/99", "/appels", "/appels/00001"]),
        Tour(account: "ADMINISTRATOR", pages: ["/comptes", "/comptes?q=demo-mairie", "/comptes/{clerk}"]),
        Tour(account: "NATIONAL", pages: ["/france", "/comptes"]),
        Tour(account: "OPERATIONS", pages: ["/exploitation"]),
    ]

    private let house: House

    init() throws { self.house = try House.required() }

    @Test(
        "axe finds nothing serious, and nothing is wider than the page", .enabled(if: Axe.source != nil, Comment(rawValue: Axe.absence)), arguments: Self.tours)
    func tour(_ tour: Tour) async throws {
        let clerk = try await self.house.database("ctl", "-c", "SELECT id FROM portal.account WHERE login = 'demo-mairie'")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        try await ChromeDriver.withSession { browser in
            if let account = tour.account { try await browser.become(demo: account, at: self.house) }
            for page in tour.pages {
                for width in [390, 1280] {
                    for isDark in [false, true] {
                        try await browser.show(width: width, isDark: isDark)
                        try await browser.open(self.house.url + page.replacing("{clerk}", with: clerk))
                        try await self.settle(browser)
                        let what = "\(tour.testDescription) \(page), \(width) px, \(isDark ? "dark" : "light")"
                        try await self.look(what, width, browser)
                        let name = page.replacing("{clerk}", with: "account").split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
                        try await browser.showAll(width: width, isDark: isDark)
                        try await browser.screenshot().write(
                            to: self.house.screenshot("page-\(tour.testDescription)-\(name.isEmpty ? "home" : name)-\(width)-\(isDark ? "dark" : "light").png"))
                    }
                }
            }
        }
    }

    /// Waits until figures and maps are there, or will not come.
    private func settle(_ browser: BrowserSession) async throws {
        let hasMap: Bool = try await browser.evaluate("done(Boolean(document.getElementById('map')));")
        if hasMap { try await browser.wait("the map", until: "window.vigie?.isReady() || document.querySelector('#map-gl[data-ready], #map svg, #map img')") }
        try await browser.wait("the page", until: "document.readyState === 'complete'")
    }

    private func look(_ what: String, _ width: Int, _ browser: BrowserSession) async throws {
        let report = try await Axe.report(on: browser)
        #expect(!report.violations.contains { $0.isGrave }, "\(what): \(report.violations)")
        // Findings that are less than serious, and those that axe leaves to a person, are printed.
        for finding in report.violations + report.undecided { print("  \(what): \(finding)") }
        struct Shape: Decodable {
            let width: Int
            let language: String
            let headings: Int
            let title: String
        }
        let shape: Shape = try await browser.evaluate(
            """
            done({ width: document.documentElement.scrollWidth, language: document.documentElement.lang,
                headings: document.querySelectorAll('h1').length, title: document.title });
            """)
        #expect(shape.width <= width, "\(what) is \(shape.width) px wide")
        #expect(shape.language == "fr" && shape.headings == 1 && shape.title.hasSuffix("– Vigie"), "\(what): \(shape)")
    }
}
