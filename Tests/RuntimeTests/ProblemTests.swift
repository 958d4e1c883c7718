import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Runtime

@Suite struct ProblemTests {
    private struct Leaky: Error, CustomStringConvertible { let description = "password=hunter2 at 10.0.0.7" }

    /// What a client sees of an error that a route throws.
    private func answer(
        throwing error: any Error, path: String = "/fail", method: HTTPRequest.Method = .get
    ) async throws -> (TestResponse, [String: Any]) {
        let router = Router()
        router.add(middleware: ProblemMiddleware(logger: Given.quiet))
        router.get("/fail") { _, _ -> Response in throw error }
        let response = try await Application(router: router, logger: Given.quiet).test(.router) { try await $0.execute(uri: path, method: method) }
        let document = try #require(try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView)) as? [String: Any])
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(document["status"] as? Int == response.status.code)
        #expect(document["title"] as? String != nil)
        return (response, document)
    }

    @Test func aProblemIsTold() async throws {
        let (response, document) = try await self.answer(throwing: Problem.notAdmitted(field: "deaths", reason: "must be 0 to 10000"))
        #expect(response.status.code == 422)
        #expect(document["type"] as? String == "/problems/not-admitted")
        #expect(document["field"] as? String == "deaths")
        #expect(document["reason"] as? String == "must be 0 to 10000")
    }

    @Test(arguments: [
        (Problem.malformed("x"), 400), (.unauthorized("x"), 401), (.forbidden("x"), 403), (.notFound("x"), 404), (.tooLarge("x"), 413),
        (.unsupportedType("x"), 415), (.notAdmitted(field: "f", reason: "x"), 422), (.tooManyRequests(retryAfter: 2), 429),
        (.internal, 500), (.unavailable("x"), 503),
    ])
    func everyKindHasItsStatus(_ problem: Problem, _ status: Int) async throws {
        let (response, document) = try await self.answer(throwing: problem)
        #expect(response.status.code == status)
        #expect(document["type"] as? String == "/problems/\(problem.slug)")
        #expect(response.headers[.cacheControl] == "no-store")
        #expect((response.headers[.retryAfter] != nil) == (status == 429 || status == 503))
        #expect((response.headers[.wwwAuthenticate] != nil) == (status == 401))
    }

    @Test func whatIsNotForClientsStaysHere() async throws {
        let (response, _) = try await self.answer(throwing: Leaky())
        #expect(response.status == .internalServerError)
        #expect(!String(buffer: response.body).contains("hunter2"))
    }

    @Test func anUnknownAddressIsAProblem() async throws {
        let (response, document) = try await self.answer(throwing: Leaky(), path: "/nowhere/%22%0A")
        #expect(response.status == .notFound)
        #expect(document["type"] as? String == "/problems/not-found")
    }

    @Test(
        arguments: [
            (.contentTooLarge, "too-large"), (.badRequest, "bad-request"), (.methodNotAllowed, "method-not-allowed"), (.badGateway, "internal"),
        ] as [(HTTPResponse.Status, String)])
    func theFrameworksErrorsAreProblems(_ status: HTTPResponse.Status, _ slug: String) async throws {
        let (_, document) = try await self.answer(throwing: HTTPError(status, message: "hunter2"))
        #expect(document["type"] as? String == "/problems/\(slug)")
        #expect(document["detail"] as? String != "hunter2")
    }

    @Test func aRequestThatTheStopCutShortMayComeAgain() async throws {
        let (response, _) = try await self.answer(throwing: CancellationError())
        #expect(response.status == .serviceUnavailable && response.headers[.retryAfter] == "5")
    }

    @Test func aBodyThatIsTooLongIsTooLarge() async throws {
        let (response, _) = try await self.answer(throwing: NIOTooManyBytesError(maxBytes: 3))
        #expect(response.status == .contentTooLarge)
    }
}
