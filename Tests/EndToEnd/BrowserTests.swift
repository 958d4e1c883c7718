import Browser
import Foundation
import Testing

/// The tests of the browser's driver itself, on a page without a server.
@Suite("The browser", .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(2)))
struct BrowserTests {
    private let page = "data:text/html;charset=utf-8,<p id=a>bonjour</p><script>setTimeout(()=>{a.textContent='%C3%A7a va'},50)</script>"

    @Test func readsWaitsAndDraws() async throws {
        try await ChromeDriver.withSession { browser in
            try await browser.open(page)
            try await browser.wait("the change", until: "document.getElementById('a').textContent === 'ça va'")
            #expect(try await browser.text("#a") == "ça va")
            #expect(try await browser.text("#none") == "")
            #expect(try await browser.evaluate("done([given[0], 2 * 21]);", "x") as [Mixed] == [.text("x"), .number(42)])
            #expect(try await browser.screenshot().starts(with: [0x89, 0x50, 0x4E, 0x47]))
        }
    }

    @Test func saysWhatWentWrong() async throws {
        try await ChromeDriver.withSession { browser in
            try await browser.open(page)
            await #expect(throws: BrowserError.self) { let _: Bool = try await browser.evaluate("nothing.at.all;") }
            await #expect(throws: BrowserError.self) { try await browser.wait("a miracle", seconds: 1, until: "false") }
            let _: Bool = try await browser.evaluate("console.error('aïe'); done(true);")
            #expect(try await browser.console().contains { $0.level == "SEVERE" && $0.message.contains("aïe") })
        }
    }

    /// The values that a script may return.
    private enum Mixed: Decodable, Equatable {
        case text(String)
        case number(Double)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .number(try container.decode(Double.self))
            }
        }
    }
}
