import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// Whether one key can make Ingest deaf to the others: how long `/healthz` takes, which the same event loop answers, while
/// a single key sends the costliest bodies there are.
struct StallBench {
    let house: House
    let day: String
    let commune: String

    func run() async throws -> [Measure] {
        guard let operations = self.house.instances(of: "ingest").first.flatMap({ self.house.address(of: $0) }) else {
            throw BenchError("no Ingest runs")
        }
        let bodies = try self.worst()
        let worst = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (path, type, body) in bodies {
                    group.addTask { while !Task.isCancelled { try? await self.send(path, type, body) } }
                }
                try await group.waitForAll()
            }
        }
        defer { worst.cancel() }
        try await Task.sleep(for: .seconds(1))
        var times: [Double] = []
        let end = ContinuousClock.now + .seconds(15)
        while ContinuousClock.now < end {
            times.append(try await self.time(operations + "/healthz"))
            try await Task.sleep(for: .milliseconds(10))
        }
        times.sort()
        return [
            Measure(name: "/healthz of Ingest while one key does its worst, p50", value: times[times.count / 2], unit: "ms"),
            Measure(name: "  p99", value: times[min(times.count - 1, times.count * 99 / 100)], unit: "ms", target: 50),
            Measure(name: "  longest", value: times[times.count - 1], unit: "ms"),
        ]
    }

    /// A table of blank lines, a table of bad rows, rows deep in arrays, and a full batch of good ones, each just below the 8 MiB
    /// that a batch may hold.
    private func worst() throws -> [(path: String, type: String, body: ByteBuffer)] {
        let size = 8_000_000
        let batch = "/v1/declarations/batch?dryRun=true"
        let header = "id;commune;occurredOn;place;cause;deaths\n"
        let row = "{\"id\":\"%\",\"revision\":1,\"commune\":\"\(self.commune)\",\"occurredOn\":\"\(self.day)\",\"place\":\"home\",\"cause\":\"other\",\"deaths\":1}\n"
        var good = ""
        for _ in 0..<10_000 { good += row.replacing("%", with: UUID().uuidString.lowercased()) }
        return [
            (batch, "text/csv", ByteBuffer(string: header + String(repeating: "\n", count: size))),
            (batch, "text/csv", ByteBuffer(string: header + String(repeating: ";;;;;\n", count: size / 6))),
            (batch, "application/x-ndjson", ByteBuffer(string: "{\"id\":" + String(repeating: "[", count: size))),
            (batch, "application/x-ndjson", ByteBuffer(string: "{\"id\":[" + String(repeating: "1,", count: size / 2))),
            (batch, "application/x-ndjson", ByteBuffer(string: good)),
        ]
    }

    private func send(_ path: String, _ type: String, _ body: ByteBuffer) async throws {
        var request = HTTPClientRequest(url: try self.house.value("VIGIE_INGEST_URL") + path)
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(self.house.apiKey)")
        request.headers.add(name: "Content-Type", value: type)
        request.body = .bytes(body)
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        for try await _ in answer.body {}
        // Who is told to wait waits a little: a storm of refusals is no worse than one.
        if answer.status == .tooManyRequests || answer.status == .serviceUnavailable { try await Task.sleep(for: .milliseconds(50)) }
    }

    private func time(_ address: String) async throws -> Double {
        let start = ContinuousClock.now
        let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: address), timeout: .seconds(30))
        for try await _ in answer.body {}
        guard answer.status == .ok else { throw BenchError("/healthz answered \(answer.status)") }
        return (ContinuousClock.now - start) / .milliseconds(1)
    }
}
