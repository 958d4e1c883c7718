import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Mortality
import Runtime
import Testing

@testable import Portal

@Suite("GET /v1/events", .timeLimit(.minutes(1)))
struct EventRoutesTests {
    private static let path = "/v1/events?department=56"

    /// Waits until as many browsers listen.
    private func wait(until count: Int, in hub: ChangeHub) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while hub.count != count, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        try #require(hub.count == count)
    }

    @Test(
        "Departments, one or several; each must be within the visitor's reach",
        arguments: [
            ("", HTTPResponse.Status.unprocessableContent), ("?department=", .notFound), ("?department=96", .notFound),
            ("?department=56&department=22", .forbidden), ("?department=22", .forbidden),
        ])
    func refusals(query: String, status: HTTPResponse.Status) async throws {
        let portal = TestedPortal()
        #expect(try await portal.open { try await $0.get("/v1/events\(query)", key: portal.morbihan) }.status == status)
        #expect(portal.hub.count == 0)
    }

    @Test("A stream whose key is revoked ends with the next sign of life")
    func revoked() async throws {
        let portal = TestedPortal()
        let text = try await portal.open { client in
            async let answer = client.get(Self.path + "&department=56", key: portal.morbihan)
            try await self.wait(until: 1, in: portal.hub)
            portal.hub.record(.counts, department: try Given.morbihan, communesByDay: [try Given.march(3): []])
            try await Task.sleep(for: .milliseconds(300))
            portal.load(without: portal.morbihan)
            portal.hub.record(.alert, department: try Given.morbihan, communesByDay: [try Given.march(4): []])
            return try await answer.text
        }
        #expect(text.contains("event: counts") && !text.contains("event: alert"))
        #expect(portal.hub.count == 0)
    }

    @Test("Who resets the connection, whenever, gives the place back")
    func resets() async throws {
        let portal = TestedPortal()
        let (ports, running) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: try portal.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { running.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "portal", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            var port = 0
            for await told in ports {
                port = told
                break
            }
            let request = "GET \(Self.path) HTTP/1.1\r\nHost: vigie\r\nAuthorization: Bearer \(portal.morbihan.text)\r\n\r\n"
            // Some at once, some while they listen.
            for _ in 0..<40 { try Self.reset(port, after: request, hearing: false) }
            for _ in 0..<10 { try Self.reset(port, after: request, hearing: true) }
            for _ in 0..<3 {
                try await Task.sleep(for: .milliseconds(250))
                portal.hub.beat()
            }
            try await self.wait(until: 0, in: portal.hub)
            group.cancelAll()
        }
    }

    /// Sends a request, and resets the connection: at once, or when an answer has begun.
    private static func reset(_ port: Int, after request: String, hearing: Bool) throws {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        try #require(connected == 0)
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        _ = send(socket, request, request.utf8.count, Int32(MSG_NOSIGNAL))
        if hearing {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            try #require(recv(socket, &buffer, buffer.count, 0) > 0)
        }
        // Without lingering, closing sends a reset.
        var lingering = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
    }
}
