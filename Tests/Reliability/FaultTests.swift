import Formats
import Foundation
import TestBench
import Testing

/// The tests that kill parts of the house under 200 declarations a second and judge by the clients' own logs. Nothing that was acknowledged is
/// lost, nothing is counted twice, there is no dead letter, and the counts are what the ledger says.
///
/// The short form kills each part twice in twenty seconds. `./vigie test --faults` kills each ten times, and keeps PostgreSQL away for ten
/// minutes.
@Suite("Faults under load", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)))
struct FaultTests {
    static let isLong = ProcessInfo.processInfo.environment["VIGIE_TEST_FAULTS"] == "1"

    /// How often something is killed.
    private let kills = isLong ? 10 : 2

    /// The pause between two kills, which is longer than a keeper's pause and a service's start.
    private let pause = 7.0

    private func killRepeatedly(_ services: [String], name: String, seed: UInt64) async throws {
        let (kills, pause) = (kills, pause)
        let seconds = 3 + Double(kills * services.count) * pause
        try await Trial(name).run(seconds: max(20, seconds), seed: seed) { house in
            var random = SeededGenerator(seed: seed)
            try await Task.sleep(for: .seconds(3))
            for _ in 0..<kills {
                for service in services {
                    let instance = try #require(house.instances(of: service).randomElement(using: &random))
                    let deadline = ContinuousClock.now + .seconds(15)
                    while !house.kill(instance) {
                        try #require(.now < deadline, "\(instance) does not come back")
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    try await Task.sleep(for: .seconds(Double.random(in: pause * 0.8...pause, using: &random)))
                }
            }
        }
    }

    @Test("Nothing is broken, and the aggregators share the work", .timeLimit(.minutes(5)))
    func calm() async throws {
        let house = try House.required()
        let counter = Counter(house: house, name: "vigie_aggregation_declarations_total")
        var before: [String: Double] = [:]
        for instance in house.instances(of: "aggregation") { before[instance] = try await counter.value(of: instance) }
        let attempts = try await Trial("calm").run(seconds: 15, seed: 7) { _ in }
        #expect(attempts.allSatisfy { $0.outcome == .ok })
        var done: [String: Double] = [:]
        for (instance, value) in before { done[instance] = try await counter.value(of: instance) - value }
        let all = done.values.reduce(0, +)
        #expect(all >= Double(attempts.count))
        #expect(done.values.allSatisfy { $0 >= all * 0.2 }, "each does a fifth at least: \(done)")
    }

    @Test("Ingest is killed", .timeLimit(.minutes(10)))
    func ingest() async throws {
        try await killRepeatedly(["ingest"], name: "ingest-killed", seed: 1)
    }

    @Test("Aggregation is killed", .timeLimit(.minutes(10)))
    func aggregation() async throws {
        try await killRepeatedly(["aggregation"], name: "aggregation-killed", seed: 2)
    }

    @Test("Alerting and map rendering are killed", .timeLimit(.minutes(10)))
    func followers() async throws {
        try await killRepeatedly(["alerting", "map-rendering"], name: "followers-killed", seed: 3)
    }

    @Test("The broker is killed", .timeLimit(.minutes(20)))
    func broker() async throws {
        let (kills, away) = (Self.isLong ? 10 : 1, Self.isLong ? 10.0 : 3.0)
        let attempts = try await Trial("broker-killed").run(seconds: Self.isLong ? 320 : 25, seed: 4) { house in
            for _ in 0..<kills {
                try await Task.sleep(for: .seconds(4))
                try await house.broker("kill")
                try await Task.sleep(for: .seconds(away))
                try await house.broker("start")
                try await Task.sleep(for: .seconds(5))
            }
        }
        let slowest = attempts.filter { $0.status == 503 }.map(\.took).max() ?? 0
        #expect(slowest < 7, "a 503 must come within 5 s, on a busy machine within 7")
    }

    @Test("PostgreSQL is away", .timeLimit(.minutes(30)))
    func database() async throws {
        let away = Self.isLong ? 600.0 : 20.0
        let attempts = try await Trial("postgres-away").run(seconds: away + 8, seed: 5) { house in
            try await Task.sleep(for: .seconds(3))
            try await house.database("kill")
            try await Task.sleep(for: .seconds(away))
            try await house.database("start")
        }
        #expect(attempts.allSatisfy { $0.outcome == .ok }, "Ingest keeps accepting while PostgreSQL is away")
    }

    @Test("The broker's disk alarm is raised", .timeLimit(.minutes(10)))
    func diskAlarm() async throws {
        let attempts = try await Trial("disk-alarm").run(seconds: 40, seed: 6) { house in
            try await Task.sleep(for: .seconds(3))
            try await house.broker("ctl", "set_disk_free_limit", "1000000GB")
            try await Task.sleep(for: .seconds(8))
            try await house.broker("ctl", "set_disk_free_limit", "64MB")
        }
        let refusals = attempts.filter { $0.status == 503 }
        #expect(!refusals.isEmpty, "while the alarm stands, nothing can be taken")
        #expect(refusals.map(\.took).max() ?? 0 < 7, "a 503 must come within 5 s, on a busy machine within 7")
    }
}
