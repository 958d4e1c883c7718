import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Runtime

@Suite struct OtherMethodsTests {
    private func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProblemMiddleware(logger: Given.quiet))
        router.get("/v1/things") { _, _ in "here" }
        router.post("/v1/things") { _, _ in "made" }
        router.get("/v1/things/:id/map.png") { _, _ in "drawn" }
        router.get("/v1/things/{id}.mvt") { _, _ in "cut" }
        router.post("/v1/things/all") { _, _ in "all" }
        OtherMethods.answer(on: router)
        return router
    }

    @Test(
        arguments: [
            ("/v1/things", .get, 200, nil), ("/v1/things", .head, 200, nil), ("/v1/things", .post, 200, nil),
            ("/v1/things", .delete, 405, "GET, HEAD, POST, OPTIONS"), ("/v1/things?x=1", .trace, 405, "GET, HEAD, POST, OPTIONS"),
            ("/v1/things", .options, 204, "GET, HEAD, POST, OPTIONS"), ("/v1/things/all", .get, 405, "POST, OPTIONS"),
            ("/v1/things/all", .head, 405, "POST, OPTIONS"), ("/v1/things/7/map.png", .put, 405, "GET, HEAD, OPTIONS"),
            ("/v1/things/7.mvt", .patch, 405, "GET, HEAD, OPTIONS"), ("/v1/things/7.mvt", .head, 200, nil), ("/v1/other", .post, 404, nil),
            ("/v1/things", .init("BREW")!, 501, nil), ("/v1/other", .init("BREW")!, 501, nil),
        ] as [(String, HTTPRequest.Method, Int, String?)])
    func anotherMethodIsToldWhichWouldDo(path: String, method: HTTPRequest.Method, status: Int, allow: String?) async throws {
        let response = try await Application(router: self.router(), logger: Given.quiet).test(.router) {
            try await $0.execute(uri: path, method: method)
        }
        #expect(response.status.code == status)
        #expect(response.headers[.allow] == allow)
        if status >= 400 { #expect(response.headers[.contentType] == "application/problem+json") }
        if method == .head { #expect(response.body.readableBytes == 0) }
    }
}
