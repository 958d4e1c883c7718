import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench
import Testing

/// The tests of what the edge's configuration promises, with services that only tell what reached them.
@Suite("The edge", .enabled(if: PrivateEdge.isInstalled, "needs haproxy: ./vigie test installs it"))
struct EdgeTests {
    private struct Problem: Decodable {
        let type: String
        let title: String
        let status: Int
    }

    private func answer(
        _ method: HTTPMethod, _ address: String, body: HTTPClientRequest.Body? = nil, headers: [(String, String)] = [],
        timeout: TimeAmount = .seconds(20)
    ) async throws -> HouseClient.Answer {
        var request = HTTPClientRequest(url: address)
        request.method = method
        request.body = body
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let answer = try await HTTPClient.shared.execute(request, timeout: timeout)
        let data = Data(try await answer.body.collect(upTo: 1 << 20).readableBytesView)
        return HouseClient.Answer(status: Int(answer.status.code), headers: answer.headers, body: data)
    }

    private func expectProblem(_ answer: HouseClient.Answer, _ status: Int, sendAgain: Bool) throws {
        #expect(answer.status == status)
        #expect(answer.headers.first(name: "Content-Type") == "application/problem+json")
        #expect((answer.headers.first(name: "Retry-After") != nil) == sendAgain)
        #expect(try answer.decode(Problem.self).status == status)
    }

    @Test("When nobody is there, it says so in a problem document, and that it itself is alive")
    func nobody() async throws {
        try await PrivateEdge.running(ingest: [], portal: []) { edge in
            for path in ["/v1/declarations", "/", "/v1/france"] {
                try expectProblem(try await answer(.POST, edge.url + path, body: .bytes(ByteBuffer(string: "{}"))), 503, sendAgain: true)
            }
            #expect(try await answer(.GET, edge.url + "/healthz").status == 200)
            #expect(try await answer(.GET, edge.operations + "/readyz").status == 503)
            let metrics = try await answer(.GET, edge.operations + "/metrics")
            #expect(String(decoding: metrics.body, as: UTF8.self).contains("haproxy_frontend_http_requests_total"))
        }
    }

    @Test("Declarations go to Ingest in even shares, all else to Portal; what a client says of its address is not believed")
    func routes() async throws {
        try await StubService.running(3, "ingest") { ingest in
            try await StubService.running("portal") { portal in
                try await PrivateEdge.running(ingest: ingest, portal: [portal]) { edge in
                    var shares: [String: Int] = [:]
                    for _ in 0..<90 {
                        let seen = try await answer(
                            .POST, edge.url + "/v1/declarations", body: .bytes(ByteBuffer(string: "{}")),
                            headers: [("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-For", "198.51.100.7")]
                        ).decode(StubService.Seen.self)
                        shares[seen.by, default: 0] += 1
                        #expect(seen.forwardedFor == ["127.0.0.1"])
                        #expect(seen.bytes == 2)
                    }
                    #expect(shares.count == 3 && shares.values.allSatisfy { abs($0 - 30) <= 3 }, "\(shares)")
                    for path in ["/v1/declarations/batch", "/v1/declarations?state=refused"] {
                        #expect(try await answer(.GET, edge.url + path).decode(StubService.Seen.self).by.hasPrefix("ingest"))
                    }
                    for path in ["/", "/v1/declarationsX", "//v1/declarations", "/metrics", "//metrics"] {
                        #expect(try await answer(.GET, edge.url + path).decode(StubService.Seen.self).by == "portal")
                    }
                }
            }
        }
    }

    @Test("Headers to 32 kB pass; a body beyond 16 MB is refused before it is read")
    func sizes() async throws {
        try await StubService.running("service") { port in
            try await PrivateEdge.running(ingest: [port], portal: [port]) { edge in
                let long = String(repeating: "a", count: 31_000)
                #expect(try await answer(.GET, edge.url + "/", headers: [("X-Long", long)]).status == 200)
                #expect(try await answer(.GET, edge.url + "/", headers: [("X-Long", long + long)]).status == 400)
                let announced = SlowBody.pieces(1, of: 50, every: .zero, announcing: 16_000_001)
                try expectProblem(try await answer(.POST, edge.url + "/v1/declarations/batch", body: announced), 413, sendAgain: false)
            }
        }
    }

    @Test("A slow body arrives as long as it goes on coming; a short one that stands still is answered 408", .timeLimit(.minutes(2)))
    func slow() async throws {
        try await StubService.running("service") { port in
            try await PrivateEdge.running(ingest: [port], portal: [port]) { edge in
                // It takes 36 s at 2.5 kB/s, as over a rural line.
                async let slow = answer(
                    .POST, edge.url + "/v1/declarations/batch", body: SlowBody.pieces(36, of: 2_500, every: .seconds(1)), timeout: .seconds(90))
                async let still = answer(
                    .POST, edge.url + "/v1/declarations", body: SlowBody.pieces(1, of: 50, every: .zero, announcing: 400),
                    timeout: .seconds(60))
                try expectProblem(try await still, 408, sendAgain: true)
                #expect(try await slow.decode(StubService.Seen.self).bytes == 90_000)
            }
        }
    }

    @Test("A reload under load cuts and refuses nothing, and an open stream goes on", .timeLimit(.minutes(2)))
    func reload() async throws {
        try await StubService.running(2, "service") { ports in
            try await PrivateEdge.running(ingest: ports, portal: ports) { edge in
                let events = try await HTTPClient.shared.execute(HTTPClientRequest(url: edge.url + "/v1/events"), timeout: .seconds(60))
                let end = ContinuousClock.now + .seconds(6)
                async let beats = Self.beats(events, until: end)
                async let requests = withThrowingTaskGroup(of: (done: Int, failed: [String]).self) { group in
                    for client in 0..<6 {
                        group.addTask { await self.load(edge, freshConnections: client.isMultiple(of: 2), until: end) }
                    }
                    return try await group.reduce(into: (done: 0, failed: [String]())) { sum, one in
                        sum.done += one.done
                        sum.failed += one.failed
                    }
                }
                for _ in 0..<3 {
                    try await Task.sleep(for: .milliseconds(1_500))
                    edge.reload()
                }
                let (done, failed) = try await requests
                #expect(failed.isEmpty, "\(failed.count) of \(done): \(failed.prefix(3))")
                #expect(done > 300)
                #expect(try await beats > 20, "the stream was cut")
            }
        }
    }

    private static func beats(_ stream: HTTPClientResponse, until end: ContinuousClock.Instant) async throws -> Int {
        var count = 0
        for try await _ in stream.body {
            count += 1
            if ContinuousClock.now > end { break }
        }
        return count
    }

    private func load(_ edge: PrivateEdge, freshConnections: Bool, until end: ContinuousClock.Instant) async -> (done: Int, failed: [String]) {
        var done = 0
        var failed: [String] = []
        while ContinuousClock.now < end {
            do {
                let answer = try await answer(
                    .POST, edge.url + "/v1/declarations", body: .bytes(ByteBuffer(string: "{}")),
                    headers: freshConnections ? [("Connection", "close")] : [])
                if answer.status == 200 { done += 1 } else { failed.append("\(answer.status)") }
            } catch {
                failed.append("\(error)")
            }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return (done, failed)
    }

    @Test("With a certificate it speaks TLS and HTTP/2")
    func encrypted() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("edge-tls-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let make = """
            openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out certificate -days 2 -subj /CN=127.0.0.1 && cat certificate key >both
            """
        #expect(try await Shell.run("cd '\(folder.path)' && \(make)").status == 0)
        try await StubService.running("service") { port in
            try await PrivateEdge.running(ingest: [port], portal: [port], certificate: folder.appendingPathComponent("both").path) { edge in
                let told = try await Shell.run(
                    "curl -s --cacert '\(folder.path)/certificate' -o '\(folder.path)/body' -w '%{http_version} %{http_code}' \(edge.url)/")
                #expect(told.output == "2 200")
            }
        }
    }
}
