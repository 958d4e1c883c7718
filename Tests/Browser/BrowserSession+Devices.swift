import NIOHTTP1

/// What a page is shown on, and what it loads, by the browser's own protocol.
extension BrowserSession {
    private struct Done: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    /// One command of the Chrome DevTools Protocol.
    private func command(_ name: String, _ parameters: [String: Any] = [:]) async throws {
        let _: Done = try await ChromeDriver.call(.POST, url + "/goog/cdp/execute", ["cmd": name, "params": parameters])
    }

    /// A screen of this size, and the colours that its owner prefers.
    public func show(width: Int, height: Int = 900, isDark: Bool = false) async throws {
        try await self.command(
            "Emulation.setDeviceMetricsOverride", ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600])
        try await self.command("Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]]])
    }

    /// Makes the screen as high as the page, so that a picture has all of it.
    public func showAll(width: Int, isDark: Bool = false) async throws {
        let height: Int = try await self.evaluate("done(Math.min(6000, Math.ceil(document.documentElement.scrollHeight)));")
        try await self.show(width: width, height: max(height, 400), isDark: isDark)
    }

    /// An old tablet far from an antenna: Chromium's « Slow 3G » (400 kbit/s, 2 s a round trip), and a processor four times slower.
    public func slowDown() async throws {
        try await self.command("Network.enable")
        try await self.command(
            "Network.emulateNetworkConditions", ["offline": false, "latency": 2_000, "downloadThroughput": 50_000, "uploadThroughput": 50_000])
        try await self.command("Emulation.setCPUThrottlingRate", ["rate": 4])
    }

    /// Presses keys where the focus is: `\u{E004}` is Tab, `\u{E007}` Enter.
    public func press(_ keys: String) async throws {
        let strokes = keys.flatMap { [["type": "keyDown", "value": String($0)], ["type": "keyUp", "value": String($0)]] }
        let _: Done = try await ChromeDriver.call(.POST, url + "/actions", ["actions": [["type": "key", "id": "keyboard", "actions": strokes]]])
    }
}
