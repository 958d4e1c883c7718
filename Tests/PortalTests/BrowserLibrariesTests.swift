import Foundation
import Logging
import Testing

@testable import Portal

@Suite struct BrowserLibrariesTests {
    private let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

    /// What is used of a folder that holds these files.
    private func libraries(_ names: [String], identity: Bool = false) throws -> BrowserLibraries {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vigie-libraries-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in names { try Data(name.utf8).write(to: folder.appending(path: name)) }
        return BrowserLibraries(folder: folder.path(), identity: identity, logger: self.logger)
    }

    @Test func allOfALibraryIsUsedOrNone() throws {
        let none = BrowserLibraries(folder: nil, logger: self.logger)
        #expect(none.files.isEmpty && !none.hasMap && none.design == nil)
        #expect(try self.libraries(["maplibre-gl.css"]).files.isEmpty)
        let map = try self.libraries(["maplibre-gl.css", "maplibre-gl.js"])
        #expect(map.hasMap && map.files.map(\.bytes) == [Array("maplibre-gl.css".utf8), Array("maplibre-gl.js".utf8)])
        #expect(map.files.map(\.type) == ["text/css; charset=utf-8", "text/javascript; charset=utf-8"])
    }

    private let design = ["dsfr.css", "dsfr-identity.css", "Marianne-Bold.woff2", "Marianne-Regular.woff2"]

    @Test("The State's mark is shown only where the deployer says so, and with its font")
    func identity() throws {
        let plain = try self.libraries(self.design)
        #expect(plain.design == .plain && plain.files.map(\.name) == ["dsfr.css"])
        let marked = try self.libraries(self.design, identity: true)
        #expect(marked.design == .identity && marked.files.map(\.name) == ["dsfr-identity.css", "Marianne-Bold.woff2", "Marianne-Regular.woff2"])
        #expect(marked.files.last?.type == "font/woff2")
        #expect(try self.libraries(["dsfr.css", "dsfr-identity.css"], identity: true).design == .plain, "its fonts are missing")
        #expect(try self.libraries(["dsfr-identity.css"], identity: false).design == nil)
    }

    @Test func pagesNameTheFormThatIsThere() throws {
        for (libraries, sheet, hasIdentity) in [
            (try self.libraries([]), "plain.", false), (try self.libraries(self.design), "dsfr.", false),
            (try self.libraries(self.design, identity: true), "dsfr-identity.", true),
        ] {
            let assets = PageAssets(libraries: libraries, compressed: nil, logger: self.logger)
            #expect(assets.styles.count == 2 && assets.styles[0].hasPrefix("/assets/\(sheet)") && assets.hasIdentity == hasIdentity)
            let html = try PageWriter(assets: assets).html(FrancePage(), in: PageFrame(path: "/france"))
            #expect(html.contains("fr-logo") == hasIdentity)
        }
    }
}
