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

        func close() { _ = Foundation.close(self.socket) }
    }

    /// What a server answers to each text that one connection sends: empty when it closed the connection, nothing when it
    /// kept silent. The client waits on a thread of its own, since it blocks.
    private func answers(
        header: Duration = .seconds(60), body: Duration = .seconds(60), to texts: [String]
    ) async throws -> [String?] {
        let (lines, signal) = AsyncStream<String>.makeStream()
        let logger = Logger(label: "test") { JSONLogHandler(service: "test", instance: "test-1", label: $0, level: .info) { signal.yield($0) } }
        let router = Router()
        router.post("/") { request, _ in "\(try await request.body.collect(upTo: 1_000).readableBytes) bytes" }
        var limits = HTTPServerLimits()
        (limits.header, limits.body) = (header, body)
        let context = ServiceProcess.Context(
            name: "test", instance: "test-1", settings: try await Settings(environment: [:]), logger: logger, readiness: Readiness())
        let server = try HTTPServer.make(router: router, context: context, limits: limits)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            var port: UInt16?
            for await line in lines {
                guard let digits = line.firstMatch(of: #/:(\d+)"}\n/#)?.output.1 else { continue }
                port = UInt16(digits)
                break
            }
            let client = try Client(port: try #require(port))
            defer { client.close() }
            let answers = await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    continuation.resume(
                        returning: texts.map { text in
                            client.send(text)
                            return client.receive()
                        })
                }
            }
            group.cancelAll()
            return answers
        }
    }

    @Test func aConnectionServesSeveralRequests() async throws {
        let request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
        let answers = try await self.answers(to: [request, request, request])
        #expect(answers.count == 3)
        #expect(answers.allSatisfy { $0?.hasPrefix("HTTP/1.1 200") == true })
    }

    @Test func headersThatTrickleAreCutOff() async throws {
        #expect(try await self.answers(header: .milliseconds(300), to: ["POST / HTTP/1.1\r\nHost: a\r\nX-Slow: "]) == [""])
    }

    @Test func aBodyThatTricklesIsCutOff() async throws {
        let answers = try await self.answers(body: .milliseconds(300), to: ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\nhello"])
        let answer = try #require(answers.first ?? nil)
        #expect(!answer.hasPrefix("HTTP/1.1 200"))
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
        let settings = try await Settings(environment: ["VIGIE_PORT": "http"])
        let context = ServiceProcess.Context(name: "test", instance: "test-1", settings: settings, logger: Given.quiet, readiness: Readiness())
        #expect(throws: SettingsError("VIGIE_PORT", "it must be a whole number from 0 to 65535")) { try HTTPServer.operations(context) }
    }
}
