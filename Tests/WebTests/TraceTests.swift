import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Runtime
import Testing
import Threading

@testable import Web

@Suite("A request's trace")
struct TraceTests {
    private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"

    @Test("It is taken or begun, answered with, and in every line that is written until the answer is", arguments: ["/", "/stream", "/failing", "/nothing"])
    func trace(uri: String) async throws {
        let lines = Locked<[String]>([])
        let logger = Logger(label: "door") { label in
            JSONLogHandler(service: "door", instance: "door-1", label: label, level: .info) { line in lines.withLock { $0.append(line) } }
        }
        let router = Router(context: WebContext.self)
        WebStack(
            visitors: Visitors(reference: { nil }, clock: Given.clock), limits: VisitLimits(clock: Given.clock), parameters: [:], logger: logger
        ).stand(before: router)
        router.get("/") { _, _ in
            logger.info("within")
            return "here"
        }
        router.get("/stream") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    logger.info("while it is written")
                    try await writer.write(ByteBuffer(string: "here"))
                    await Task { logger.info("in a task of it") }.value
                    try await writer.finish(nil)
                })
        }
        router.get("/failing") { _, _ -> String in
            struct Failure: Error {}
            throw Failure()
        }
        let traceparent = try #require(HTTPField.Name("traceparent"))
        let response = try await Given.open(router) {
            try await $0.execute(uri: uri, method: .get, headers: [traceparent: "00-\(Self.id)-00f067aa0ba902b7-01"])
        }
        let answered = try #require(response.headers[traceparent])
        #expect(answered.contains(Self.id) && !answered.contains("00f067aa0ba902b7"))
        let told = lines.withLock { $0 }
        #expect(told.count == ["/": 1, "/stream": 2, "/failing": 1, "/nothing": 0][uri])
        #expect(told.allSatisfy { $0.contains("\"correlation\":\"\(Self.id)\"") })
        // What comes without one, or with nonsense, begins one.
        let begun = try await Given.open(router) { try await $0.execute(uri: uri, method: .get, headers: [traceparent: "nonsense"]).headers[traceparent] }
        #expect(begun.flatMap(Correlation.init(traceparent:)) != nil && begun?.contains(Self.id) == false)
    }
}
