import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// How long a service's `/healthz` takes while one key does its worst: the event loop that answers it answers everybody, so
/// what it waits for, everybody waits for.
struct WorstKeyBench {
    let house: House
    /// How long each door is tried.
    let duration = Duration.seconds(15)
    /// Requests of the one key under way at once.
    static let hands = 8

    func run() async throws -> [Measure] {
        let told = try await self.house.console("key", "create", "--department", "00", "--scope", "read,write", "--label", "bench: its worst")
        guard let key = told.firstMatch(of: #/vgk_[0-9a-f]{8}_[A-Za-z0-9_-]+/#).map({ String($0.output) }) else {
            throw BenchError("vigiectl made no key: \(told)")
        }
        let ingest = try self.house.value("VIGIE_INGEST_URL")
        // Eight megabytes of lines without a letter, of empty fields, of arrays where none belongs; and the figures and pictures
        // that cost most.
        let size = 8 << 20
        let batches = [
            ByteBuffer(repeating: UInt8(ascii: "\n"), count: size), ByteBuffer(string: String(repeating: ";;;;;\n", count: size / 6)),
            ByteBuffer(string: "{\"id\":[" + String(repeating: "1,", count: size / 2 - 8)),
        ].map { (ingest + "/v1/declarations/batch?dryRun=true", Optional($0)) }
        let reads = ["communes", "series", "map.png?width=4000&height=4000", "map.pdf"].map { ("\(self.house.url)/v1/departments/00/\($0)", ByteBuffer?.none) }
        return [
            try await self.measure("ingest-1", key, batches),
            try await self.measure("portal-1", key, reads),
        ]
    }

    private func measure(_ instance: String, _ key: String, _ worst: [(url: String, body: ByteBuffer?)]) async throws -> Measure {
        guard let address = self.house.address(of: instance) else { throw BenchError("\(instance) does not run") }
        let end = ContinuousClock.now + self.duration
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for hand in 0..<Self.hands {
                group.addTask {
                    var turn = hand
                    while ContinuousClock.now < end {
                        await Self.ask(worst[turn % worst.count], key)
                        turn += 1
                    }
                    return []
                }
            }
            group.addTask {
                var times: [Double] = []
                while ContinuousClock.now < end {
                    let start = ContinuousClock.now
                    let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: address + "/healthz"), timeout: .seconds(30))
                    guard answer.status == .ok else { throw BenchError("\(instance) is not well: \(answer.status)") }
                    times.append((ContinuousClock.now - start) / .milliseconds(1))
                    try await Task.sleep(for: .milliseconds(10))
                }
                return times
            }
            return try await group.reduce(into: [Double]()) { $0 += $1 }.sorted()
        }
        guard !times.isEmpty else { throw BenchError("\(instance) did not answer once") }
        return Measure(
            name: "p99 of /healthz while one key does its worst: \(instance)", value: times[times.count * 99 / 100], unit: "ms", target: 50)
    }

    /// Whatever the answer: that the key is refused is part of it.
    private static func ask(_ worst: (url: String, body: ByteBuffer?), _ key: String) async {
        var request = HTTPClientRequest(url: worst.url)
        request.headers.add(name: "Authorization", value: "Bearer \(key)")
        request.headers.add(name: "Accept-Encoding", value: "gzip")
        if let body = worst.body {
            request.method = .POST
            let isTable = body.getInteger(at: body.readerIndex, as: UInt8.self) != UInt8(ascii: "{")
            request.headers.add(name: "Content-Type", value: isTable ? "text/csv" : "application/x-ndjson")
            request.body = .bytes(body)
        }
        guard let answer = try? await HTTPClient.shared.execute(request, timeout: .seconds(30)) else { return }
        _ = try? await answer.body.collect(upTo: 64 << 20)
    }
}
