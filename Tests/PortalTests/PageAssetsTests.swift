import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import Web

@testable import Portal

@Suite struct PageAssetsTests {
    private static let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

    @Test(
        arguments: [
            (nil, false, false), ("", false, false), ("identity", false, false), ("gzip", true, false), ("br", false, true),
            ("gzip, deflate, br", true, true), ("gzip;q=0, br;q=0.5", false, true), ("*", true, true), ("*;q=0", false, false),
            ("GZIP ; q=1", true, false), ("x-gzip", true, false), ("gzip;q=x", false, false), ("br;q=0, *", true, false), (",;q=1,", false, false),
        ] as [(String?, Bool, Bool)])
    func codings(header: String?, gzip: Bool, brotli: Bool) {
        let accepted = AcceptedCodings(header)
        #expect(accepted.takes("gzip") == gzip && accepted.takes("br") == brotli)
    }

    /// A folder with what the build made of `bytes`, gone afterwards.
    private func withFolder<Value>(_ bytes: [UInt8], _ body: (String) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vigie-assets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let hash = Asset(name: "a.js", type: "", bytes: bytes, compressedIn: nil).hash
        try Data("br".utf8).write(to: folder.appending(path: "\(hash).br"))
        try Data("gzip".utf8).write(to: folder.appending(path: "\(hash).gz"))
        return try await body(folder.path())
    }

    @Test func theBestFormThatIsTakenIsSent() async throws {
        let bytes = Array("a long script".utf8)
        try await self.withFolder(bytes) { folder in
            let asset = Asset(name: "alert-actions.js", type: "text/javascript", bytes: bytes, compressedIn: folder)
            #expect(asset.form(for: AcceptedCodings("gzip, br")).coding == "br")
            #expect(asset.form(for: AcceptedCodings("gzip")).bytes == Array("gzip".utf8))
            #expect(asset.form(for: AcceptedCodings(nil)).bytes == bytes)
            #expect(asset.hashedName == "alert-actions.\(asset.hash.prefix(12)).js" && asset.hash.count == 64)
            #expect(Asset.plainName(of: asset.hashedName) == "alert-actions.js")
            // What is not smaller is of no use.
            #expect(Asset(name: "a.js", type: "", bytes: [1], compressedIn: folder).compressed.isEmpty)
        }
        for name in ["a.js", "a", "", "a.b.js", ".js", "a.0123456789abc.js"] { #expect(Asset.plainName(of: name) == nil, "\(name)") }
    }

    @Test("Pages name what they load by its content; that is kept for good, and another version's name gives the present file")
    func hashedNames() async throws {
        let reader = OneReader()
        try await TestedPortal(people: reader).open { client in
            let html = try await client.execute(uri: "/departements/56", method: .get, headers: reader.cookie).text
            let names = html.matches(of: /"\/assets\/([^"]+)"/).map { String($0.1) }
            #expect(names.count >= 10 && names.contains { $0.hasPrefix("vigie.") } && names.contains { $0.hasSuffix("/department.js") })
            for name in names {
                let response = try await client.execute(uri: "/assets/\(name)", method: .get)
                #expect(response.status == .ok && response.headers[.cacheControl] == "public, max-age=31536000, immutable", "\(name)")
                let tag = try #require(response.headers[.eTag])
                let again = try await client.execute(uri: "/assets/\(name)", method: .get, headers: [.ifNoneMatch: "\"x\", W/\(tag)"])
                #expect(again.status == .notModified && again.body.readableBytes == 0)
            }
            for name in ["vigie.css", "vigie.0123456789ab.css", "modules/0123456789ab/live.js"] {
                let response = try await client.execute(uri: "/assets/\(name)", method: .get)
                #expect(response.status == .ok && response.headers[.cacheControl] == "no-cache", "\(name)")
            }
            for name in ["nothing.js", "nothing.0123456789ab.js", "..%2Fvigie.css", "modules/0123456789ab/nothing.js", "modules/0123456789ab/..%2Flive.js"] {
                #expect(try await client.execute(uri: "/assets/\(name)", method: .get).status == .notFound, "\(name)")
            }
        }
    }

    @Test("No page may run or be styled by what stands within it")
    func policy() async throws {
        let reader = OneReader()
        try await TestedPortal(people: reader).open { client in
            for path in ["/", "/france", "/departements/56"] {
                let policy = try #require(try await client.execute(uri: path, method: .get, headers: reader.cookie).headers[.contentSecurityPolicy])
                #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'") && policy.contains("img-src 'self'"))
            }
        }
    }
}
