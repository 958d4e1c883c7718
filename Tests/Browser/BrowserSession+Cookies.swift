import NIOHTTP1

/// What the browser holds for a site.
extension BrowserSession {
    /// Puts a cookie into the browser, as if the site of the page that is open had set it.
    public func take(cookie name: String, _ value: String) async throws {
        let _: Nothing = try await ChromeDriver.call(
            .POST, self.url + "/cookie", ["cookie": ["name": name, "value": value, "path": "/", "httpOnly": true, "sameSite": "Lax"] as [String: Any]])
    }
}
