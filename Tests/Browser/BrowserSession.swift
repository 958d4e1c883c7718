public import Foundation
import NIOHTTP1

/// One window of a browser.
public struct BrowserSession: Sendable {
    /// What a command answers that has nothing to tell.
    struct Nothing: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    /// A line of the browser's console.
    public struct ConsoleLine: Decodable, Sendable {
        /// The line's level, as WebDriver names it: `SEVERE`, `WARNING`, `INFO`.
        public let level: String
        /// The line's text, with where it comes from.
        public let message: String
    }

    let url: String

    /// Opens a page and waits until it is loaded.
    public func open(_ page: String) async throws {
        let _: Nothing = try await ChromeDriver.call(.POST, url + "/url", ["url": page])
    }

    /// Runs a script that calls `done(value)` once, and decodes the value. The arguments are `given[0]`, `given[1]`, …
    public func evaluate<Value: Decodable>(_ script: String, _ arguments: String...) async throws -> Value {
        let wrapped = """
            const given = Array.from(arguments), answer = given.pop();
            const done = value => answer(JSON.stringify({ value: value === undefined ? null : value }));
            (async () => { \(script) })().catch(error => answer(JSON.stringify({ error: String(error) })));
            """
        let text: String = try await ChromeDriver.call(.POST, url + "/execute/async", ["script": wrapped, "args": arguments])
        let told = try JSONDecoder().decode(ScriptAnswer<Value>.self, from: Data(text.utf8))
        guard let value = told.value else { throw BrowserError(description: told.error ?? "the script told nothing") }
        return value
    }

    /// Waits until a condition of the page holds, looked at with every frame, for at most `seconds`.
    public func wait(_ what: String, seconds: Int = 20, until condition: String) async throws {
        let held: Bool = try await evaluate(
            """
            const end = performance.now() + \(seconds * 1000);
            const look = () => {
                let holds = false;
                try { holds = Boolean(\(condition)); } catch (error) { holds = false; }
                if (holds || performance.now() > end) done(holds); else setTimeout(look, 20);
            };
            look();
            """)
        if !held {
            let shown: String = try await evaluate("done(document.body.innerText.slice(0, 1500));")
            throw BrowserError(description: "\(what) did not happen within \(seconds) s; the page shows:\n\(shown)")
        }
    }

    /// The same across pages: a script ends with the page that it runs in, so this one is begun again and again.
    public func arrive(_ what: String, seconds: Int = 20, until condition: String) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            // While one page gives way to the next there is nobody to ask.
            let holds: Bool = (try? await self.evaluate("let holds = false; try { holds = Boolean(\(condition)); } catch { } done(holds);")) ?? false
            if holds { return }
            guard .now < deadline else {
                let shown: String = try await self.evaluate("done(location.href + '\\n' + document.body.innerText.slice(0, 1500));")
                throw BrowserError(description: "\(what) did not happen within \(seconds) s; the page shows:\n\(shown)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// The text of an element.
    public func text(_ selector: String) async throws -> String {
        try await evaluate("done(document.querySelector(given[0])?.textContent.trim() ?? '');", selector)
    }

    /// The whole window as PNG.
    public func screenshot() async throws -> Data {
        let encoded: String = try await ChromeDriver.call(.GET, url + "/screenshot")
        guard let data = Data(base64Encoded: encoded) else { throw BrowserError(description: "the screenshot is no base64") }
        return data
    }

    /// What the page wrote to its console since it was asked last.
    public func console() async throws -> [ConsoleLine] {
        try await ChromeDriver.call(.POST, url + "/se/log", ["type": "browser"])
    }

    /// Ends the browser.
    public func close() async throws {
        let _: Nothing? = try await ChromeDriver.call(.DELETE, url)
    }
}
