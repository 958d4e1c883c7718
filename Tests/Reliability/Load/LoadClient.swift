import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// Many clients at once. Each sends a declaration again and again, with the same id, until it is taken. The pauses are random and grow to a
/// second, and none gives up before the deadline.
struct LoadClient: Sendable {
    /// The number of clients. While all of them repeat something, the next story waits.
    static let clients = 150

    let house: House
    let client: HTTPClient
    let log: AttemptLog
    private let start = ContinuousClock.now

    init(house: House, client: HTTPClient, log: AttemptLog) {
        self.house = house
        self.client = client
        self.log = log
    }

    /// There is a connection for each client, so that none waits for one.
    static func makeHTTPClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = clients
        configuration.timeout.connect = .seconds(5)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Begins a story every `1 / perSecond` seconds while a client is free, and returns when all stories were told.
    func run(_ stories: [Story], perSecond: Double, deadline: Duration) async {
        let begin = ContinuousClock.now
        let end = begin + .seconds(Double(stories.count) / perSecond) + deadline
        let turns = Turns(count: stories.count)
        await withDiscardingTaskGroup { group in
            for _ in 0..<Self.clients {
                group.addTask {
                    while let turn = await turns.next() {
                        try? await Task.sleep(until: begin + .seconds(Double(turn) / perSecond), clock: .continuous)
                        for declaration in stories[turn].sends { await insist(on: declaration, until: end) }
                    }
                }
            }
        }
    }

    private func insist(on declaration: SentDeclaration, until end: ContinuousClock.Instant) async {
        var pause = 0.1
        while ContinuousClock.now < end {
            if await send(declaration) { return }
            try? await Task.sleep(for: .seconds(Double.random(in: pause / 2...pause)))
            pause = min(1, pause * 2)
        }
    }

    /// Returns whether the revision is settled, that is, taken or refused for good.
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
