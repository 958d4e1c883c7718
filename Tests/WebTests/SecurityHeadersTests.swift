import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Runtime
import Testing

@testable import Web

@Suite("What browsers are told of an answer")
struct SecurityHeadersTests {
    private func router() -> Router<WebContext> {
        let router = Given.router(Visitors(reference: { Given.reference() }, clock: Given.clock), strangers: 1_000)
        for (path, type) in [("/json", "application/json"), ("/page", "text/html; charset=utf-8"), ("/svg", "image/svg+xml"), ("/png", "image/png")] {
            router.get(RouterPath(path)) { _, _ in
                Response(status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: "{}")))
            }
        }
        router.get("/own") { _, _ in
            Response(status: .ok, headers: [.contentSecurityPolicy: PagePolicy.map.text, .cacheControl: Keeping.figures], body: .init())
        }
        router.get("/refused") { _, context in "\(try context.knownVisitor().limitName)" }
        router.get("/failing") { _, _ -> String in throw CancellationError() }
        return router
    }

    private func ask(_ uri: String, _ headers: HTTPFields = [:]) async throws -> HTTPFields {
        try await Given.open(self.router()) { try await $0.execute(uri: uri, method: .get, headers: headers).headers }
    }

    @Test("Every answer, refusals and wrong addresses included", arguments: ["/json", "/page", "/svg", "/png", "/own", "/refused", "/failing", "/nothing"])
    func everywhere(uri: String) async throws {
        let headers = try await self.ask(uri)
        #expect(headers[.xContentTypeOptions] == "nosniff")
        for name in ["Referrer-Policy", "Cross-Origin-Resource-Policy"] { #expect(headers[try #require(HTTPField.Name(name))] == "same-origin", "\(name)") }
        let opener = try #require(HTTPField.Name("Cross-Origin-Opener-Policy"))
        #expect(headers[opener] == (uri == "/page" ? "same-origin" : nil))
        let policy = try #require(headers[.contentSecurityPolicy])
        #expect(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'") && !policy.contains("unsafe"))
        #expect(headers[.strictTransportSecurity] == nil)
        #expect(headers[.cacheControl] == (uri == "/own" ? "private, no-cache" : "no-store"))
        #expect(try await self.ask(uri, [try #require(HTTPField.Name("X-Forwarded-Proto")): "https"])[.strictTransportSecurity] == "max-age=31536000")
        #expect(try await self.ask(uri, [try #require(HTTPField.Name("X-Forwarded-Proto")): "http"])[.strictTransportSecurity] == nil)
    }

    @Test(
        "Each kind may do what it needs, and nothing runs that does not come from here",
        arguments: [
            ("/json", PagePolicy.data), ("/page", .page), ("/svg", .drawing), ("/png", .data), ("/own", .map), ("/refused", .data),
        ])
    func kinds(uri: String, policy: PagePolicy) async throws {
        #expect(try await self.ask(uri)[.contentSecurityPolicy] == policy.text)
        for kind in [PagePolicy.data, .page, .map, .drawing] {
            #expect(!kind.text.contains("unsafe") && (kind.text.contains("default-src 'none'") || kind.text.contains("script-src 'none'")))
        }
        #expect(PagePolicy.page.text.contains("img-src 'self' data:") && PagePolicy.page.text.contains("form-action 'self'"))
    }
}
