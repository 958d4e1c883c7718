import Foundation
import NIOHTTP1

/// The browser as it is worked with the keyboard alone.
extension BrowserSession {
    /// A key that writes nothing, by the code that WebDriver has for it.
    public enum Key: String, Sendable {
        case tab = "\u{E004}"
        case enter = "\u{E007}"
        case space = " "
        case down = "\u{E015}"
        case end = "\u{E010}"
    }

    /// What has the focus.
    public struct Focused: Decodable, Sendable {
        /// What a screen reader calls it, about: its label, else its own words.
        public let name: String
        /// `a`, `button`, `input`, …
        public let element: String
        /// Whether something around it shows that it has the focus.
        public let isVisible: Bool
    }

    /// Presses a key, with Shift or without.
    public func press(_ key: Key, shift: Bool = false) async throws { try await self.strike([key.rawValue], shift: shift) }

    /// Types a text, key by key.
    public func type(_ text: String) async throws { try await self.strike(text.map { String($0) }, shift: false) }

    private func strike(_ keys: [String], shift: Bool) async throws {
        var actions: [[String: Any]] = shift ? [["type": "keyDown", "value": "\u{E008}"]] : []
        for key in keys { actions += [["type": "keyDown", "value": key], ["type": "keyUp", "value": key]] }
        if shift { actions.append(["type": "keyUp", "value": "\u{E008}"]) }
        let _: Nothing = try await ChromeDriver.call(
            .POST, self.url + "/actions", ["actions": [["type": "key", "id": "keyboard", "actions": actions] as [String: Any]]])
    }

    /// Tells which element has the focus.
    public func focused() async throws -> Focused {
        try await self.evaluate(
            """
            const one = document.activeElement, style = getComputedStyle(one);
            const label = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent;
            const shows = each => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0 || each.boxShadow !== 'none';
            // A link that is wider than its words is framed by what is drawn before them, a checkbox by its label.
            const drawn = [getComputedStyle(one, '::before')].concat(one.labels?.[0] ? [getComputedStyle(one.labels[0], '::before')] : []);
            done({ name: label.trim().replace(/\\s+/g, ' '), element: one.localName, isVisible: shows(style) || drawn.some(shows) });
            """)
    }

    /// Moves the focus by Tab to the element whose name begins so. That it can be reached, and that the focus is seen on its way, is
    /// part of what is tested.
    ///
    /// - Parameter back: With Shift, towards the beginning of the page.
    public func tab(to name: String, element: String? = nil, back: Bool = false) async throws {
        var passed: [String] = []
        for _ in 0..<120 {
            try await self.press(.tab, shift: back)
            let focused = try await self.focused()
            guard focused.isVisible || focused.element == "body" else {
                throw BrowserError(description: "nobody sees that the focus is on \(focused.element) « \(focused.name) »")
            }
            if focused.name.hasPrefix(name), element == nil || element == focused.element { return }
            passed.append("\(focused.element) « \(focused.name.prefix(40)) »")
        }
        throw BrowserError(description: "Tab does not lead to « \(name) »; it passed \(passed.prefix(40).joined(separator: ", "))")
    }

    /// Fills a field: the focus goes there, what stands in it is replaced.
    public func fill(_ label: String, with text: String) async throws {
        try await self.tab(to: label)
        // Tab selects what stands in a field of text.
        try await self.type(text)
    }

    /// Chooses an entry of a list by typing its name, as people do.
    public func choose(_ entry: String, in label: String) async throws {
        try await self.tab(to: label, element: "select")
        try await self.type(entry)
        let chosen: String = try await self.evaluate("done(document.activeElement.selectedOptions?.[0]?.textContent.trim() ?? '');")
        guard chosen.hasPrefix(entry) else { throw BrowserError(description: "« \(label) » shows « \(chosen) », not « \(entry) »") }
    }

    /// Presses a button or follows a link, and waits until the page that it leads to is there.
    public func activate(_ name: String, element: String? = nil) async throws {
        try await self.tab(to: name, element: element)
        let _: Bool = try await self.evaluate("window.vigieTestIsOld = true; done(true);")
        try await self.press(.enter)
        try await self.arrive("the page after « \(name) »", until: "!window.vigieTestIsOld && document.readyState === 'complete'")
    }
}
