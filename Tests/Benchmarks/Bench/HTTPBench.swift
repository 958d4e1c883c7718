import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// Times of answers of the read API, one request after the other.
struct HTTPBench {
    let house: House

    /// The time of one answer, read to its end, in milliseconds, and its size in bytes.
    func time(_ path: String) async throws -> (milliseconds: Double, bytes: Int) {
        var request = HTTPClientRequest(url: self.house.url + path)
        request.headers.add(name: "Authorization", value: "Bearer \(self.house.apiKey)")
        // As browsers ask; the edge would unpack it otherwise.
        request.headers.add(name: "Accept-Encoding", value: "gzip")
        let start = ContinuousClock.now
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let bytes = try await answer.body.collect(upTo: 64 << 20).readableBytes
        let taken = (ContinuousClock.now - start) / .milliseconds(1)
        guard answer.status == .ok else { throw BenchError("\(path) answered \(answer.status)") }
        return (taken, bytes)
    }

    /// The median time of pictures that were never drawn before, each of another day.
    func picture(_ name: String, _ path: (String) -> String, days: [String], target: Double) async throws -> Measure {
        var times: [Double] = []
        for day in days { times.append(try await self.time(path(day)).milliseconds) }
        return Measure(name: name, value: times.sorted()[times.count / 2], unit: "ms", target: target)
    }

    /// A tile, first and again.
    func tile(_ zoom: Int, _ x: Int, _ y: Int) async throws -> [Measure] {
        let path = "/v1/tiles/\(zoom)/\(x)/\(y).mvt"
        let cold = try await self.time(path)
        var warm: [Double] = []
        for _ in 0..<21 { warm.append(try await self.time(path).milliseconds) }
        return [
            Measure(name: "tile z\(zoom), cold (\(cold.bytes / 1_000) kB)", value: cold.milliseconds, unit: "ms", target: 30),
            Measure(name: "tile z\(zoom), warm", value: warm.sorted()[warm.count / 2], unit: "ms", target: 3),
        ]
    }
}
