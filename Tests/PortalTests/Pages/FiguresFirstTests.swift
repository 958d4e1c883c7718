import Accounts
import Browser
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Runtime
import Testing

@testable import Portal

/// The page of a department before a real router whose figures stand still: what it loads, and when.
@Suite(
    "Figures first", .serialized, .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(4)))
struct FiguresFirstTests {
    private static let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
    private static let environment = ProcessInfo.processInfo.environment

    private func serve(_ test: @escaping @Sendable (OneReader, String) async throws -> Void) async throws {
        let libraries = BrowserLibraries(folder: Self.environment["VIGIE_TEST_LIBRARIES"], logger: Self.logger)
        let assets = PageAssets(libraries: libraries, compressed: Self.environment["VIGIE_TEST_COMPRESSED"], logger: Self.logger)
        let reader = OneReader()
        let portal = TestedPortal(people: reader)
        try await Application(
            router: try portal.router(assets: assets), configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: Self.logger
        ).test(.live) { client in
            // The page's stream ends with it: the server would wait for it.
            defer { portal.hub.close() }
            try await test(reader, "http://127.0.0.1:\(client.port ?? 0)")
        }
    }

    @Test(arguments: ["/departements/56", "/france"])
    func littleIsLoadedBefore(page: String) async throws {
        try await self.serve { reader, address in
            try await ChromeDriver.withSession { browser in
                try await browser.open("\(address)/connexion")
                let _: Bool = try await browser.evaluate("document.cookie = 'vigie-session=' + given[0] + '; path=/'; done(true);", reader.token.text)
                try await browser.open("\(address)\(page)")
                try await browser.wait("the figures", until: "performance.getEntriesByName('vigie:figures').length > 0")
                try await Task.sleep(for: .seconds(2))
                let loaded = try await browser.loading()
                print("  \(page): \(loaded.requests) requests, \(loaded.bytes) bytes before the figures are seen: \(loaded.names.joined(separator: " "))")
                #expect(loaded.requests <= 16)
                #expect(!loaded.names.contains { $0.hasPrefix("maplibre") || $0 == "live.js" || $0 == "alerts.js" })
                #expect(loaded.twice.isEmpty, "\(loaded.twice)")
                #expect(try await browser.text("#deaths") != "–")
                let complaints = try await browser.console().filter { $0.message.contains("Security Policy") }
                #expect(complaints.isEmpty, "\(complaints.map(\.message))")
            }
        }
    }
}
