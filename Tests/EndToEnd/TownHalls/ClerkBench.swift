import Browser
import Foundation
import TestBench
import Testing

/// A clerk of a commune of the exercise department with a browser, and the ledger to look into.
struct ClerkBench: Sendable {
    let house: House

    /// Reads what the ledger holds of a commune: a line for each declaration, `deaths state`, in the order of arrival, and of each declaration
    /// only the standing revision.
    func ledger(_ commune: String, by account: String) async throws -> [String] {
        try await self.house.database(
            "ctl", "-c",
            """
            SELECT deaths || ' ' || CASE state WHEN 1 THEN 'counted' WHEN 3 THEN 'withdrawn' ELSE state::text END FROM aggregation.ledger
            WHERE commune = '\(commune)' AND account = '\(account)' AND state IN (1, 3) ORDER BY seq
            """
        ).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// Waits until the ledger holds these lines.
    func wait(seconds: Int = 20, for lines: [String], of commune: String, by account: String) async throws -> [String] {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var seen = try await self.ledger(commune, by: account)
        while seen.sorted() != lines.sorted(), .now < deadline {
            try await Task.sleep(for: .milliseconds(200))
            seen = try await self.ledger(commune, by: account)
        }
        return seen
    }

    /// Returns a commune of a real department, where what is typed is no exercise; `nil`, with a message, where none is loaded.
    func realCommune(_ number: Int) async throws -> String? {
        let code = try await self.house.database(
            "ctl", "-c", "SELECT code FROM reference.commune WHERE department = '33' ORDER BY code OFFSET \(number) LIMIT 1"
        )
        .trimmingCharacters(in: .whitespacesAndNewlines)
        if code.isEmpty { print("  department 33 is not loaded here: what needs a real commune is not tried") }
        return code.isEmpty ? nil : code
    }

    /// Signs a clerk in and waits until the application works without network too.
    func begin(as login: String, _ password: String, at address: String, width: Int, _ browser: BrowserSession) async throws {
        try await browser.show(width: width)
        try await browser.signIn(at: address, login, password)
        try await browser.open(address + "/mairie/")
        try await browser.wait("the application", until: "document.querySelector('[data-key=\"declare\"]')")
        try await browser.wait("the worker", until: "navigator.serviceWorker.controller")
    }

    /// Takes a picture of a state of the application, and lets axe check it.
    func picture(_ name: String, _ width: Int, _ browser: BrowserSession) async throws {
        if Axe.source != nil {
            let report = try await Axe.report(on: browser)
            #expect(!report.violations.contains { $0.isGrave }, "\(name), \(width) px: \(report.violations)")
        }
        try await browser.showAll(width: width)
        try await browser.screenshot().write(to: self.house.screenshot("mairie-\(name)-\(width).png"))
        try await browser.show(width: width)
    }
}

extension BrowserSession {
    /// Taps the first visible element that a selector finds, as a finger does.
    func tap(_ selector: String, saying text: String = "") async throws {
        try await self.wait(
            "\(selector) \(text)",
            until: "[...document.querySelectorAll(`\(selector)`)].some(each => each.textContent.includes(`\(text)`) && each.getClientRects().length)")
        let _: Bool = try await self.evaluate(
            """
            const found = [...document.querySelectorAll(given[0])].find(each => each.textContent.includes(given[1]) && each.getClientRects().length);
            found.scrollIntoView({ block: 'center' });
            done(true);
            found.click();
            """, selector, text)
    }

    /// Returns the lines of the list, each with its state.
    func lines() async throws -> [String] {
        try await self.evaluate("done([...document.querySelectorAll('.vigie-lines .vigie-line')].map(each => each.textContent.replace(/\\s+/g, ' ')));")
    }
}
