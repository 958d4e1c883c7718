public import Foundation
import NIOHTTP1

/// Tabs of one browser, and its paper.
extension BrowserSession {
    private struct Opened: Decodable { let handle: String }
    private struct Shown: Decodable { init(from decoder: any Decoder) throws {} }

    /// The tab that is driven.
    public func tab() async throws -> String { try await ChromeDriver.call(.GET, url + "/window") }

    /// Opens an empty tab and drives it from here on; its handle.
    public func openTab() async throws -> String {
        let opened: Opened = try await ChromeDriver.call(.POST, url + "/window/new", ["type": "tab"])
        try await self.show(opened.handle)
        return opened.handle
    }

    /// Drives another tab.
    public func show(_ tab: String) async throws {
        let _: Shown = try await ChromeDriver.call(.POST, url + "/window", ["handle": tab])
    }

    /// Closes the tab that is driven; another must be shown next.
    public func closeTab() async throws {
        let _: [String] = try await ChromeDriver.call(.DELETE, url + "/window")
    }

    /// The page on A4 paper, as PDF, backgrounds only where the page insists on them.
    public func printed() async throws -> Data {
        let encoded: String = try await ChromeDriver.call(
            .POST, url + "/print", ["page": ["width": 21.0, "height": 29.7], "background": false, "shrinkToFit": false])
        guard let data = Data(base64Encoded: encoded) else { throw BrowserError(description: "the print is no base64") }
        return data
    }
}
