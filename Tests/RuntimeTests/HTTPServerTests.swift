import Foundation
import HTTPTypes
import Hummingbird
import Logging
import ServiceLifecycle
import Testing

@testable import Runtime

/// A server on a port of its own, and clients that do not play fair.
@Suite(.timeLimit(.minutes(1))) struct HTTPServerTests {
    /// A connection that sends what it likes, and waits at most ten seconds for what comes back.
    private struct Client {
        let socket: Int32

        init(port: UInt16) throws {
            self.socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let connected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(self.socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
            try #require(connected == 0)
            var patience = timeval(tv_sec: 10, tv_usec: 0)
            setsockopt(self.socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        }

        func send(_ text: String) { _ = Foundation.send(self.socket, text, text.utf8.count, Int32(MSG_NOSIGNAL)) }

        /// What comes next; empty when the server closed the connection; nothing when it kept silent for ten seconds.
        func receive() -> String? {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            let count = recv(self.socket, &buffer, buffer.count, 0)
            if count < 0, errno != ECONNRESET { return nil }
            return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        }

        /// Ends the connection with a reset, as a client does that vanishes.
        func hangUp() {
            var now = linger(l_onoff: 1, l_linger: 0)
            setsockopt(self.socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
            _ = shutdown(self.socket, Int32(SHUT_RDWR))
        }

        func close() { _ = Foundation.close(self.socket) }
    }

    /// A server on two ports, and what a client of each does there. The client waits on a thread of its own, since it blocks.
    private func serve<Value: Sendable>(
        header: Duration = .seconds(60), body: Duration = .seconds(60), door: String = "VIGIE_PORT",
        _ use: @escaping @Sendable (Client) -> Value
    ) async throws -> (Value, log: [String]) {
        let (lines, signal) = AsyncStream<String>.makeStream()
        let logger = Logger(label: "test") { JSONLogHandler(service: "test", instance: "test-1", label: $0, level: .info) { signal.yield($0) } }
        let router = Router()
        router.add(middleware: ProblemMiddleware(logger: logger))
        router.post("/") { request, _ in "\(try await request.body.collect(upTo: 1_000_000).readableBytes) bytes" }
        router.post("/refused") { _, _ -> String in throw Problem.forbidden("no") }
        var limits = HTTPServerLimits()
        (limits.header, limits.body) = (header, body)
        let context = ServiceProcess.Context(
            name: "test", instance: "test-1", settings: try await Settings(environment: [:]), logger: logger, readiness: Readiness())
        let server = try HTTPServer.make(router: router, context: context, limits: limits)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            var ports: [String: UInt16] = [:]
            for await line in lines {
                guard let found = line.firstMatch(of: #/:(\d+)","setting":"(\w+)"/#)?.output else { continue }
                ports[String(found.2)] = UInt16(found.1)
                if ports.count == 2 { break }
            }
            let client = try Client(port: try #require(ports[door]))
            defer { client.close() }
            let value = await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: use(client)) }
            }
            group.cancelAll()
            signal.finish()
            var log: [String] = []
            for await line in lines { log.append(line) }
            return (value, log)
        }
    }

    /// What a server answers to each text that one connection sends: empty when it closed the connection, nothing when it
    /// kept silent.
    private func answers(
        header: Duration = .seconds(60), body: Duration = .seconds(60), door: String = "VIGIE_PORT", to texts: [String]
    ) async throws -> [String?] {
        try await self.serve(header: header, body: body, door: door) { client in
            texts.map { text in
                client.send(text)
                return client.receive()
            }
        }.0
    }

    @Test func aConnectionServesSeveralRequests() async throws {
        let request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
        let answers = try await self.answers(to: [request, request, request])
        #expect(answers.count == 3)
        #expect(answers.allSatisfy { $0?.hasPrefix("HTTP/1.1 200") == true })
    }

    @Test func thoseWhoRunItAskOnAPortOfTheirOwn() async throws {
        let asked = ["/healthz", "/readyz", "/metrics", "//metrics"].map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
        #expect(try await self.answers(to: asked).allSatisfy { $0?.hasPrefix("HTTP/1.1 404") == true })
        #expect(try await self.answers(door: "VIGIE_OPERATIONS_PORT", to: asked).allSatisfy { $0?.hasPrefix("HTTP/1.1 200") == true })
        let head = try await self.answers(door: "VIGIE_OPERATIONS_PORT", to: ["HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n"])
        #expect(head.first??.hasPrefix("HTTP/1.1 200") == true)
    }

    /// Everything until the server closes the connection.
    private static func rest(_ client: Client) -> String {
        var text = ""
        while let next = client.receive(), !next.isEmpty { text += next }
        return text
    }

    private static func isTimedOut(_ answer: String) -> Bool {
        let lowered = answer.lowercased()
        return answer.hasPrefix("HTTP/1.1 408") && lowered.contains("content-type: application/problem+json") && lowered.contains("connection: close")
            && lowered.contains("retry-after: ") && answer.contains("/problems/timed-out")
    }

    @Test func headersThatTrickleAreCutOff() async throws {
        let began = ContinuousClock.now
        let answer = try await self.serve(header: .milliseconds(300)) { client in
            client.send("POST / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            return Self.rest(client)
        }.0
        #expect(Self.isTimedOut(answer), "\(answer)")
        #expect(ContinuousClock.now - began < .seconds(5))
    }

    @Test func theHeadersOfALaterRequestAreCutOffToo() async throws {
        let answer = try await self.serve(header: .milliseconds(300)) { client in
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
            let first = client.receive() ?? ""
            // A connection that nothing comes on is idle, and no matter of this.
            Thread.sleep(forTimeInterval: 0.6)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            return (first, Self.rest(client))
        }.0
        #expect(answer.0.hasPrefix("HTTP/1.1 200"))
        #expect(Self.isTimedOut(answer.1), "\(answer)")
    }

    @Test func aBodyThatStandsStillIsCutOff() async throws {
        let answer = try await self.serve(body: .milliseconds(300)) { client in
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\nhello")
            return Self.rest(client)
        }.0
        #expect(Self.isTimedOut(answer), "\(answer)")
    }

    @Test func aBodyThatTricklesIsCutOff() async throws {
        let (answer, sent) = try await self.serve(body: .milliseconds(500)) { client in
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n")
            var sent = 0
            // 200 bytes a second.
            for _ in 0..<25 {
                client.send("0123456789")
                sent += 10
                Thread.sleep(forTimeInterval: 0.05)
            }
            return (Self.rest(client), sent)
        }.0
        #expect(sent == 250)
        #expect(Self.isTimedOut(answer), "\(answer)")
    }

    @Test func aBodyThatGoesOnMayTakeItsTime() async throws {
        let answer = try await self.serve(body: .milliseconds(500)) { client in
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n")
            // 2,500 bytes a second, for four times as long as it may stand still.
            for _ in 0..<20 {
                client.send(String(repeating: "x", count: 250))
                Thread.sleep(forTimeInterval: 0.1)
            }
            return client.receive() ?? ""
        }.0
        #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
    }

    @Test func whoAsksBeforeSendingIsToldToSend() async throws {
        let (told, answer) = try await self.serve { client in
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
            let told = client.receive() ?? ""
            client.send("hello")
            return (told, client.receive() ?? "")
        }.0
        #expect(told == "HTTP/1.1 100 Continue\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200"))
    }

    @Test func whoIsRefusedIsNotToldToSend() async throws {
        let answers = try await self.answers(to: ["POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"])
        #expect(answers.first??.hasPrefix("HTTP/1.1 403") == true)
    }

    @Test func aClientThatHangsUpIsNoError() async throws {
        let (_, log) = try await self.serve { client in
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\nhello")
            Thread.sleep(forTimeInterval: 0.2)
            client.hangUp()
            Thread.sleep(forTimeInterval: 0.5)
        }
        #expect(log.contains { $0.contains("a client left before its request was whole") && $0.contains(#""level":"info""#) }, "\(log)")
        // Stopped around a connection that is being closed, the HTTP library may say that it was cancelled.
        let errors = log.filter { $0.contains(#""level":"error""#) && !$0.contains("Waiting on child channel: CancellationError") }
        #expect(errors.isEmpty, "\(log)")
    }

    @Test func aBodyThatIsNotFramedIsMalformed() async throws {
        let answers = try await self.answers(to: ["POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"])
        #expect(answers.first??.hasPrefix("HTTP/1.1 400") == true, "\(answers)")
    }

    @Test(arguments: [
        String(repeating: "X-More: 1\r\n", count: 1_000), "X-Long: " + String(repeating: "x", count: 9_000) + "\r\n",
        (0..<10).map { "X-\($0): " + String(repeating: "x", count: 4_000) + "\r\n" }.joined(),
    ])
    func tooManyHeadersAreRefused(_ headers: String) async throws {
        let answers = try await self.answers(to: ["POST / HTTP/1.1\r\nHost: a\r\n\(headers)Content-Length: 0\r\n\r\n"])
        let answer = try #require(answers.first ?? nil)
        #expect(!answer.hasPrefix("HTTP/1.1 200"))
    }

    @Test func aPortThatIsNoneIsRefused() async throws {
        let settings = try await Settings(environment: ["VIGIE_OPERATIONS_PORT": "http"])
        let context = ServiceProcess.Context(name: "test", instance: "test-1", settings: settings, logger: Given.quiet, readiness: Readiness())
        #expect(throws: SettingsError("VIGIE_OPERATIONS_PORT", "it must be a whole number from 0 to 65535")) { try HTTPServer.operations(context) }
    }
}
