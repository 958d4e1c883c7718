import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench
import Testing

/// One load on the house while something is broken, and the verdict afterwards.
struct Trial {
    /// The number of stories begun each second. With corrections and repeats they make about 200 requests a second.
    static let storiesPerSecond = 140.0

    let name: String
    let house: House
    let census: Census

    init(_ name: String) throws {
        self.name = name
        house = try House.required()
        census = try Census(databaseURL: house.databaseURL)
    }

    /// Loads the exercise department for `seconds` while `fault` runs, then waits until everything is settled and checks the house's promises.
    @discardableResult
    func run(
        seconds: Double, seed: UInt64, storiesPerSecond: Double = Trial.storiesPerSecond, fault: @Sendable (House) async throws -> Void
    ) async throws -> [Attempt] {
        let before = (
            position: try await census.position(), deaths: try await census.countedDeaths(), conflicts: try await census.conflicts()
        )
        let days = Self.recentDays(30)
        var teller = StoryTeller(communes: try await census.communes(of: "00"), days: days, seed: seed)
        let stories = teller.tell(Int(seconds * storiesPerSecond))
        let log = AttemptLog()
        let client = LoadClient.makeHTTPClient()
        do {
            let load = LoadClient(house: house, client: client, log: log)
            async let loaded: Void = load.run(stories, perSecond: storiesPerSecond, deadline: .seconds(90))
            try await fault(house)
            await loaded
        } catch {
            try await client.shutdown()
            throw error
        }
        let attempts = await log.attempts
        try await log.write(to: house.keepsake("\(name).ndjson"))
        report(attempts)

        try await settle(attempts, after: before.position)
        let verdict = Oracle.judge(attempts, try await census.entries(after: before.position))
        if !verdict.isSound { Issue.record("\(name): \(verdict)") }
        #expect(try await census.countedDeaths() - before.deaths == Oracle.expectedDeaths(attempts))
        #expect(try await census.differingCells() == 0)
        #expect(try await census.conflicts() == before.conflicts)
        try await expectNoDeadLetter()
        await #expect(throws: Never.self, "counts rebuild --check") { try await house.console("counts", "rebuild", "--check") }
        try await expectPortalAgrees(client, days: [days[0], days[7], days[29]])
        try await client.shutdown()
        return attempts
    }

    /// Waits until everything that was acknowledged is in the ledger and published. What is missing after two minutes is lost.
    private func settle(_ attempts: [Attempt], after position: Int) async throws {
        let acknowledged = Set(attempts.lazy.filter { $0.outcome == .ok }.map(\.declaration.key)).count
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            if try await census.arrivals(after: position) >= acknowledged, try await census.untold() == 0,
                try await house.queueDepths().allSatisfy({ $0.key.hasPrefix("dead.") || $0.value == 0 })
            {
                return
            }
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    func expectNoDeadLetter() async throws {
        let dead = try await house.queueDepths().filter { $0.key.hasPrefix("dead.") && $0.value > 0 }
        #expect(dead.isEmpty, "dead letters: \(dead)")
    }

    /// Checks that the copies which services keep come to the same counts, whatever was killed.
    private func expectPortalAgrees(_ client: HTTPClient, days: [String]) async throws {
        for day in days {
            let counted = try await census.deaths(of: "00", on: day)
            var shown: [String: Int] = [:]
            let deadline = ContinuousClock.now + .seconds(30)
            repeat {
                shown = (try? await shownDeaths(client, on: day)) ?? [:]
                if shown == counted { break }
                try await Task.sleep(for: .milliseconds(250))
            } while ContinuousClock.now < deadline
            let differing = Set(shown.keys).union(counted.keys).filter { shown[$0] != counted[$0] }.sorted()
            #expect(differing.isEmpty, "\(name): on \(day) the Portal shows other deaths than the ledger")
            guard differing.isEmpty else { return }
        }
    }

    private func shownDeaths(_ client: HTTPClient, on day: String) async throws -> [String: Int] {
        struct Answer: Decodable {
            struct Commune: Decodable {
                var commune: String
                var deaths: Int?
            }
            var communes: [Commune]
        }
        var request = HTTPClientRequest(url: "\(house.url)/v1/departments/00/communes?date=\(day)")
        request.headers.add(name: "Authorization", value: "Bearer \(house.apiKey)")
        let answer = try await client.execute(request, timeout: .seconds(10))
        let body = try await answer.body.collect(upTo: 8 << 20)
        let communes = try JSONDecoder().decode(Answer.self, from: Data(body.readableBytesView)).communes
        return Dictionary(
            uniqueKeysWithValues: communes.compactMap { commune in
                commune.deaths.flatMap { $0 > 0 ? (commune.commune, $0) : nil }
            })
    }

    /// Prints one line that says what the clients saw.
    private func report(_ attempts: [Attempt]) {
        let taken = attempts.filter { $0.outcome == .ok }.map(\.took).sorted()
        func quantile(_ share: Double) -> String {
            taken.isEmpty ? "-" : String(format: "%.0f ms", taken[min(taken.count - 1, Int(Double(taken.count) * share))] * 1000)
        }
        let unknown = attempts.count { $0.outcome == .info }
        let failed = attempts.count { $0.outcome == .fail }
        print(
            "  \(name): \(attempts.count) requests: \(taken.count) ok, \(unknown) unknown, \(failed) failed; "
                + "p50 \(quantile(0.5)), p99 \(quantile(0.99))")
    }

    /// Returns the last `count` days before today, yesterday first.
    static func recentDays(_ count: Int) -> [String] {
        (1...count).map { back in
            Date(timeIntervalSinceNow: Double(-86_400 * back)).formatted(.iso8601.year().month().day())
        }
    }
}
