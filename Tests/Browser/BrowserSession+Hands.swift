import NIOHTTP1

/// What a person works a page with.
public enum Hand: String, Sendable {
    case finger
    case keyboard
}

/// A page worked as by a person: real touches and keys, which the browser gives to whatever lies there.
extension BrowserSession {
    /// Touches what a selector finds, or reaches it by Tab and presses it; the first that is seen and holds the text.
    public func use(_ hand: Hand, _ selector: String, saying text: String = "") async throws {
        try await self.wait(
            "\(selector) \(text)",
            until: "[...document.querySelectorAll(`\(selector)`)].some(each => each.textContent.includes(`\(text)`) && each.getClientRects().length)")
        switch hand {
        case .finger: try await self.touch(selector, text)
        case .keyboard: try await self.reachAndPress(selector, text)
        }
    }

    /// How often the page was touched, or keys that press something were, since `countPresses`.
    public func presses() async throws -> Int { try await self.evaluate("done(window.vigieTestPresses ?? -1);") }

    /// Counts touches from now on. What scripts of the page do by themselves is no touch.
    public func countPresses() async throws {
        let _: Bool = try await self.evaluate(
            """
            window.vigieTestPresses = 0;
            addEventListener('pointerdown', event => { if (event.isTrusted) window.vigieTestPresses += 1; }, true);
            addEventListener('keydown', event => { if (event.isTrusted && ['Enter', ' ', 'ArrowDown'].includes(event.key)) window.vigieTestPresses += 1; }, true);
            done(true);
            """)
    }

    /// Drops a file onto what a selector finds.
    public func drop(_ text: String, named name: String, onto selector: String) async throws {
        let _: Bool = try await self.evaluate(
            """
            const carried = new DataTransfer();
            carried.items.add(new File([given[0]], given[1], { type: 'text/csv' }));
            document.querySelector(given[2]).dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));
            done(true);
            """, text, name, selector)
    }

    private struct Point: Decodable {
        let x: Int
        let y: Int
        /// What lies there is what was looked for, or a part of it.
        let isFree: Bool
    }

    private func touch(_ selector: String, _ text: String) async throws {
        let point: Point = try await self.evaluate(
            """
            const found = [...document.querySelectorAll(given[0])].find(each => each.textContent.includes(given[1]) && each.getClientRects().length);
            found.scrollIntoView({ block: 'center' });
            requestAnimationFrame(() => requestAnimationFrame(() => {
                const box = found.getBoundingClientRect(), x = Math.round(box.x + box.width / 2), y = Math.round(box.y + box.height / 2);
                const there = document.elementFromPoint(x, y);
                done({ x, y, isFree: Boolean(there) && (found.contains(there) || there.contains(found)) });
            }));
            """, selector, text)
        guard point.isFree else { throw BrowserError(description: "a finger does not reach \(selector) \(text): something lies over it") }
        let actions: [[String: Any]] = [
            ["type": "pointerMove", "duration": 0, "x": point.x, "y": point.y], ["type": "pointerDown", "button": 0], ["type": "pointerUp", "button": 0],
        ]
        let _: Nothing = try await ChromeDriver.call(
            .POST, self.url + "/actions",
            ["actions": [["type": "pointer", "id": "finger", "parameters": ["pointerType": "touch"], "actions": actions] as [String: Any]]])
    }

    private struct Place: Decodable {
        let isThere: Bool
        let isVisible: Bool
        /// The focus is on a choice of the same group.
        let isBeside: Bool
        let isRadio: Bool
    }

    private func reachAndPress(_ selector: String, _ text: String) async throws {
        for _ in 0..<120 {
            let place: Place = try await self.evaluate(
                """
                const found = [...document.querySelectorAll(given[0])].find(each => each.textContent.includes(given[1]) && each.getClientRects().length);
                const aim = found?.control ?? found, one = document.activeElement, style = getComputedStyle(one);
                const shows = each => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0 || each.boxShadow !== 'none';
                const drawn = [style, getComputedStyle(one, '::before')].concat(one.labels?.[0] ? [getComputedStyle(one.labels[0]), getComputedStyle(one.labels[0], '::before')] : []);
                done({ isThere: one === aim, isVisible: drawn.some(shows), isRadio: aim?.type === 'radio',
                    isBeside: one !== aim && aim?.type === 'radio' && one.type === 'radio' && one.name === aim.name });
                """, selector, text)
            if place.isThere {
                guard place.isVisible else { throw BrowserError(description: "nobody sees that the focus is on \(selector) \(text)") }
                return try await self.press(place.isRadio ? .space : .enter)
            }
            try await self.press(place.isBeside ? .down : .tab)
        }
        throw BrowserError(description: "no key leads to \(selector) \(text)")
    }
}
