import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Runtime

@Suite struct KnownAddressesTests {
    private static let known: KeyValuePairs<String, [HTTPRequest.Method]> = [
        "/v1/things": [.get, .post], "/v1/things/all": [.post], "/v1/things/:id": [.get],
    ]

    @Test(arguments: [
        ("/v1/things", [.get, .post]), ("/v1/things/", [.get, .post]), ("/v1/things/all", [.post]), ("/v1/things/7", [.get]),
        ("/v1/things/7/8", nil), ("/v1", nil), ("/", nil), ("", nil), ("/v1/thing", nil),
    ] as [(String, [HTTPRequest.Method]?)])
    func theFirstThatFitsCounts(path: String, methods: [HTTPRequest.Method]?) {
        #expect(KnownAddresses<BasicRequestContext>(Self.known).methods(at: path) == methods)
    }

    @Test(arguments: [
        ("/v1/things", .get, 200, nil), ("/v1/things", .delete, 405, "GET, POST"), ("/v1/things/7", .post, 405, "GET"),
        ("/v1/other", .post, 404, nil), ("/v1/things?x=1", .init("BREW")!, 405, "GET, POST"),
    ] as [(String, HTTPRequest.Method, Int, String?)])
    func anotherMethodIsToldWhichWouldDo(path: String, method: HTTPRequest.Method, status: Int, allow: String?) async throws {
        let router = Router()
        router.addMiddleware {
            ProblemMiddleware(logger: Given.quiet)
            KnownAddresses(Self.known)
        }
        router.get("/v1/things") { _, _ in "here" }
        let response = try await Application(router: router, logger: Given.quiet).test(.router) { try await $0.execute(uri: path, method: method) }
        #expect(response.status.code == status)
        #expect(response.headers[.allow] == allow)
        if status != 200 { #expect(response.headers[.contentType] == "application/problem+json") }
    }
}
