import Foundation

/// axe-core, which judges whether everybody can use a page: out of a wheel that `./vigie test` installs.
public enum Axe {
    /// What it found wrong.
    public struct Finding: Decodable, Sendable, CustomStringConvertible {
        /// The id of axe-core's rule, such as `color-contrast`.
        public let rule: String
        /// minor, moderate, serious or critical.
        public let impact: String
        /// What the rule asks for, in English.
        public let help: String
        /// The elements at fault, as CSS selectors.
        public let targets: [String]

        /// Whether its impact is serious or critical.
        public var isGrave: Bool { self.impact == "serious" || self.impact == "critical" }
        /// The rule, its impact, what it asks for, and the first four elements.
        public var description: String { "\(self.rule) (\(self.impact)): \(self.help), at \(self.targets.prefix(4).joined(separator: "; "))" }
    }

    /// What it found, and what it could not decide and a person must look at.
    public struct Report: Decodable, Sendable {
        /// What it found wrong.
        public let violations: [Finding]
        /// What it could not decide.
        public let undecided: [Finding]
    }

    /// Why a test that needs axe-core is skipped.
    public static let absence = "needs axe-core: axe-playwright-python==0.1.8, which ./vigie test installs"

    /// The script; nothing where it is not installed.
    public static let source: String? = {
        guard let programs = ProcessInfo.processInfo.environment["VIGIE_TEST_PYTHON"] else { return nil }
        let libraries = URL(fileURLWithPath: programs).deletingLastPathComponent().appending(path: "lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path())) ?? []
        return versions.lazy.compactMap { version in
            try? String(contentsOf: libraries.appending(path: "\(version)/site-packages/axe_playwright_python/axe.min.js"), encoding: .utf8)
        }.first
    }()

    /// Judges the page that is shown.
    public static func report(on browser: BrowserSession) async throws -> Report {
        guard let source = self.source else { throw BrowserError(description: self.absence) }
        let isThere: Bool = try await browser.evaluate("done(typeof window.axe === 'object');")
        if !isThere { let _: Bool = try await browser.evaluate(source + ";\ndone(true);") }
        return try await browser.evaluate(
            """
            const told = await window.axe.run(document, { resultTypes: ['violations', 'incomplete'] });
            const findings = list => list.map(each => ({
                rule: each.id, impact: each.impact ?? 'minor', help: each.help, targets: each.nodes.map(node => node.target.join(' '))
            }));
            done({ violations: findings(told.violations), undecided: findings(told.incomplete) });
            """)
    }
}
