import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// Many clients at once. Each sends a declaration until it is taken, with the same id, after a jittered pause that grows
/// to four seconds; none ever gives up before the deadline.
struct LoadClient: Sendable {
    let house: House
    let client: HTTPClient
    let log: AttemptLog
    private let start = ContinuousClock.now

    init(house: House, client: HTTPClient, log: AttemptLog) {
        self.house = house
        self.client = client
        self.log = log
    }

    /// A client with room for all that wait while the broker is away.
    static func makeHTTPClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        configuration.timeout.connect = .seconds(10)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Begins a story every `1 / perSecond` seconds, whatever became of the ones before, and returns when all were told.
    func run(_ stories: [Story], perSecond: Double, deadline: Duration) async {
        let begin = ContinuousClock.now
        let end = begin + .seconds(Double(stories.count) / perSecond) + deadline
        await withDiscardingTaskGroup { group in
            for (index, story) in stories.enumerated() {
                try? await Task.sleep(until: begin + .seconds(Double(index) / perSecond), clock: .continuous)
                group.addTask {
                    for declaration in story.sends { await insist(on: declaration, until: end) }
                }
            }
        }
    }

    private func insist(on declaration: SentDeclaration, until end: ContinuousClock.Instant) async {
        var pause = 0.1
        while ContinuousClock.now < end {
            if await send(declaration) { return }
            try? await Task.sleep(for: .seconds(Double.random(in: pause / 2...pause)))
            pause = min(4, pause * 2)
        }
    }

    /// Returns whether it is settled: taken, or turned away for good.
    private func send(_ declaration: SentDeclaration) async -> Bool {
        let began = ContinuousClock.now
        var attempt = Attempt(
            declaration: declaration, outcome: .info, status: 0, at: (began - start) / .seconds(1), took: 0)
        do {
            var request = HTTPClientRequest(url: house.url + "/v1/declarations")
            request.method = .POST
            request.headers.add(name: "Authorization", value: "Bearer \(house.apiKey)")
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(declaration)))
            let answer = try await client.execute(request, timeout: .seconds(15))
            _ = try await answer.body.collect(upTo: 1 << 16)
            attempt.status = Int(answer.status.code)
            switch answer.status.code {
            case 202: attempt.outcome = .ok
            case 503: attempt.outcome = .info
            default: attempt.outcome = .fail
            }
        } catch let error as HTTPClientError where error == .connectTimeout {
            attempt.outcome = .fail
        } catch {
            attempt.outcome = .info
        }
        attempt.took = (ContinuousClock.now - began) / .seconds(1)
        await log.note(attempt)
        return attempt.outcome == .ok || (attempt.outcome == .fail && (400..<500).contains(attempt.status) && attempt.status != 429)
    }
}
