import Foundation
import Logging
import Testing

@testable import Portal

@Suite struct BrowserLibrariesTests {
    private let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

    @Test func allOfTheLibraryIsUsedOrNone() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vigie-libraries-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(BrowserLibraries(folder: nil, logger: self.logger).files.isEmpty)
        try Data("css".utf8).write(to: folder.appending(path: "maplibre-gl.css"))
        let half = BrowserLibraries(folder: folder.path(), logger: self.logger)
        #expect(half.files.isEmpty && half.tags.isEmpty)
        try Data("js".utf8).write(to: folder.appending(path: "maplibre-gl.js"))
        let whole = BrowserLibraries(folder: folder.path(), logger: self.logger)
        #expect(whole.files.map(\.bytes) == [Array("css".utf8), Array("js".utf8)])
        #expect(whole.tags.contains("href=\"/assets/maplibre-gl.css\"") && whole.tags.contains("src=\"/assets/maplibre-gl.js\""))
    }
}
