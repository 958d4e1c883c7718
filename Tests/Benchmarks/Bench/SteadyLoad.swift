import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// Declarations of one death each that leave at a steady rate, whether those before them were answered or not: a client that waits
/// for its answers would hide that they are late.
struct SteadyLoad {
    let house: House
    /// The day of the deaths, YYYY-MM-DD.
    let day: String
    /// The communes that declare in turn.
    let communes: [String]
    let perSecond: Int
    let seconds: Int

    /// Declares, and returns when each declaration left, in milliseconds since 1970. Throws `BenchError` where one is not accepted.
    func run() async throws -> [Double] {
        let count = self.perSecond * self.seconds
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: Double.self) { group in
            for index in 0..<count {
                try await Task.sleep(until: start + .seconds(Double(index) / Double(self.perSecond)), clock: .continuous)
                group.addTask { try await self.declare(self.communes[index % self.communes.count]) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func declare(_ commune: String) async throws -> Double {
        var request = HTTPClientRequest(url: self.house.url + "/v1/declarations")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(self.house.apiKey)")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(
            ByteBuffer(
                string:
                    #"{"id":"\#(UUID().uuidString.lowercased())","revision":1,"commune":"\#(commune)","occurredOn":"\#(self.day)","place":"home","cause":"other","deaths":1}"#
            ))
        let departure = Date().timeIntervalSince1970 * 1_000
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        guard answer.status == .accepted else { throw BenchError("a declaration was answered \(answer.status)") }
        _ = try await answer.body.collect(upTo: 4_096)
        return departure
    }
}
