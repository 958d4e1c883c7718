import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Runtime
import Testing

@testable import Web

@Suite("Each client gets the form that it takes")
struct RepresentationTests {
    private static let figures = "[" + String(repeating: "12,", count: 2_000) + "0]"

    private static let page = "<!doctype html>" + String(repeating: "<p>Vannes</p>", count: 200)

    private func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            ProblemMiddleware(logger: Given.quiet)
            Representation()
        }
        router.get("/figures") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json", .eTag: "\"f1\"", .vary: "Authorization"],
                body: .init(byteBuffer: ByteBuffer(string: Self.figures)))
        }
        router.get("/page") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/html; charset=utf-8", .vary: "Cookie"],
                body: .init(byteBuffer: ByteBuffer(string: Self.page)))
        }
        router.post("/page") { _, _ in
            Response(status: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: Self.page)))
        }
        router.get("/few") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(string: "{}")))
        }
        router.get("/tile") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/x-tile", .contentEncoding: "gzip", .eTag: "\"t1\"", .vary: "Authorization"],
                body: .init(byteBuffer: ByteBuffer(bytes: try Gzip.compress(Array("tile".utf8)))))
        }
        router.get("/asset") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/css", .contentEncoding: "br", .eTag: "\"a1-br\"", .vary: "Accept-Encoding"],
                body: .init(byteBuffer: ByteBuffer(string: "brotli")))
        }
        return router
    }

    private func ask(_ uri: String, _ headers: HTTPFields, method: HTTPRequest.Method = .get) async throws -> TestResponse {
        try await Application(router: self.router(), logger: Given.quiet).test(.router) {
            try await $0.execute(uri: uri, method: method, headers: headers)
        }
    }

    @Test(
        "What a client takes (RFC 9110, section 12.5.3)",
        arguments: [
            (nil, false), ("", false), ("identity", false), ("br", false), ("gzip", true), ("GZIP", true), ("x-gzip", true), ("br, gzip", true),
            ("gzip;q=0", false), ("gzip; q=0.0", false), ("gzip;q=0.001", true), ("*", true), ("*;q=0", false), ("gzip;q=0, *", false),
            ("identity;q=1, *;q=0", false), ("gzip;q=x", false), (",,;", false),
        ] as [(String?, Bool)])
    func codings(header: String?, takes: Bool) { #expect(AcceptedCodings(header).takes("gzip") == takes) }

    @Test("JSON is compressed for who takes it, and only then", arguments: ["/figures", "/tile"])
    func compression(uri: String) async throws {
        let plain = uri == "/figures" ? Self.figures : "tile"
        for header in ["identity", "br", "gzip;q=0", nil] {
            let answer = try await self.ask(uri, header.map { [.acceptEncoding: $0] } ?? [:])
            #expect(answer.headers[.contentEncoding] == nil && String(buffer: answer.body) == plain)
            #expect(answer.headers[.vary] == "Authorization, Accept-Encoding")
            #expect(answer.headers[.contentLength] == "\(plain.utf8.count)")
        }
        let answer = try await self.ask(uri, [.acceptEncoding: "gzip, deflate, br"])
        #expect(answer.headers[.contentEncoding] == "gzip" && answer.headers[.vary] == "Authorization, Accept-Encoding")
        #expect(answer.headers[.contentLength] == "\(answer.body.readableBytes)")
        #expect(try Gzip.decompress(Array(answer.body.readableBytesView)) == Array(plain.utf8))
        let head = try await self.ask(uri, [.acceptEncoding: "gzip"], method: .head)
        #expect(head.body.readableBytes == 0 && head.headers[.contentLength] == answer.headers[.contentLength])
    }

    @Test("A page is compressed, unless it may say again what was asked for: its length would tell of its token")
    func pages() async throws {
        let coded = try await self.ask("/page", [.acceptEncoding: "gzip, br"])
        #expect(coded.headers[.contentEncoding] == "gzip" && coded.headers[.vary] == "Cookie, Accept-Encoding")
        #expect(try Gzip.decompress(Array(coded.body.readableBytesView)) == Array(Self.page.utf8))
        #expect(coded.body.readableBytes < Self.page.utf8.count / 10)
        let plain = try await self.ask("/page", [:])
        #expect(plain.headers[.contentEncoding] == nil && String(buffer: plain.body) == Self.page)
        for (uri, method) in [("/page?q=a", HTTPRequest.Method.get), ("/page", .post)] {
            let answer = try await self.ask(uri, [.acceptEncoding: "gzip, br"], method: method)
            #expect(answer.headers[.contentEncoding] == nil && String(buffer: answer.body) == Self.page, "\(method) \(uri)")
        }
    }

    @Test("What is small, or has forms of its own, is left as it is")
    func left() async throws {
        let few = try await self.ask("/few", [.acceptEncoding: "gzip"])
        #expect(few.headers[.contentEncoding] == nil && few.headers[.vary] == nil)
        let asset = try await self.ask("/asset", [.acceptEncoding: "br"])
        #expect(asset.headers[.contentEncoding] == "br" && asset.headers[.eTag] == "\"a1-br\"" && asset.headers[.vary] == "Accept-Encoding")
    }

    @Test("Who has an answer already is told so", arguments: ["\"f1\"", "W/\"f1\"", "\"x\", \"f1\"", "\"x\",W/\"f1\" , \"y\"", "*", " * "])
    func notModified(header: String) async throws {
        let answer = try await self.ask("/figures", [.ifNoneMatch: header, .acceptEncoding: "gzip"])
        #expect(answer.status == .notModified && answer.body.readableBytes == 0)
        #expect(answer.headers[.eTag] == "\"f1\"" && answer.headers[.vary] == "Authorization, Accept-Encoding")
        #expect(try await self.ask("/figures", [.ifNoneMatch: header.replacing("f1", with: "f2").replacing("*", with: "\"\"")]).status == .ok)
    }
}
