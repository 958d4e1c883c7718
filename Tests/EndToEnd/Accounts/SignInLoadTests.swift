import Browser
import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The tests of many people who sign in at once, and of somebody who tries to find out which accounts exist.
@Suite("Accounts: signing in, measured", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)), .timeLimit(.minutes(10)))
struct SignInLoadTests {
    private let house: House
    private let client: HouseClient

    init() throws {
        self.house = try House.required()
        self.client = HouseClient(house: self.house)
    }

    /// Tries to sign in as the edge would hand it on: directly at a Portal, from an address of its own. From one address alone the throttle
    /// would be measured.
    private func attempt(_ login: String, _ password: String, from address: String, at door: String) async throws -> (status: Int, took: Duration) {
        let began = ContinuousClock.now
        let answer = try await PlainHTTP.send(
            .POST, door + "/v1/session", json: ["login": login, "password": password],
            headers: ["Origin": door, "X-Forwarded-For": address, "X-Forwarded-Proto": "http"])
        return (answer.status, .now - began)
    }

    private static func address(_ number: Int) -> String { "198.18.\(number / 250).\(number % 250 + 1)" }

    private func door() throws -> String {
        let portal = try #require(self.house.instances(of: "portal").first)
        return try #require(self.house.door(of: portal))
    }

    // MARK: Five hundred at once

    @Test("500 sign in at once: all within 30 s, Portal under 512 MB, declarations hardly slower")
    func crowd() async throws {
        let door = try self.door()
        let portal = try #require(self.house.instances(of: "portal").first.flatMap { self.house.process(of: $0) })
        try await Crowd.with(500, at: self.house) { crowd in
            let calm = try await self.declare(for: .seconds(15))
            let began = ContinuousClock.now
            async let busy = self.declare(for: .seconds(15))
            async let peak = Self.peak(of: portal, for: .seconds(15))
            let answers = try await withThrowingTaskGroup(of: (status: Int, took: Duration).self) { group in
                // All must sign in within two seconds, and not within the instant in which one program can start 500 tasks. The time that this
                // program needs, which also measures how long a declaration takes, is not Portal's. All of them wait together, since hashing 500
                // passwords takes ten times as long.
                for (number, login) in crowd.logins.enumerated() {
                    group.addTask { try await self.attempt(login, crowd.password, from: Self.address(number), at: door) }
                    try await Task.sleep(for: .milliseconds(4))
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let all = ContinuousClock.now - began
            let (p99, memory) = (try await busy, await peak)
            print("  500 signed in within \(all); Portal's memory at most \(memory >> 20) MB; declarations' p99 \(calm) before, \(p99) meanwhile")
            #expect(answers.allSatisfy { (200..<300).contains($0.status) }, "\(Dictionary(grouping: answers, by: \.status).mapValues(\.count))")
            #expect(all < .seconds(30))
            #expect(memory < 512 << 20)
            #expect(memory > 0)
            #expect(p99 <= max(calm * 2, .milliseconds(60)), "at most doubled, where more than nothing is measured")
        }
    }

    /// Declares forty times a second, and returns the p99 of how long an answer took.
    private func declare(for time: Duration) async throws -> Duration {
        let times = try await self.client.declareMeanwhile(for: time, each: .milliseconds(25))
        return times[times.count * 99 / 100]
    }

    /// Returns the most memory that a process held, measured ten times a second.
    private static func peak(of process: pid_t, for time: Duration) async -> Int {
        let end = ContinuousClock.now + time
        var most = 0
        while ContinuousClock.now < end {
            let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
            if let line = status.firstMatch(of: /VmRSS:\s+(\d+) kB/), let kilobytes = Int(line.1) { most = max(most, kilobytes << 10) }
            try? await Task.sleep(for: .milliseconds(100))
        }
        return most
    }

    // MARK: Who is there

    @Test("Known and unknown accounts cannot be told apart, by answer or by time")
    func timing() async throws {
        let door = try self.door()
        try await Crowd.with(250, at: self.house) { crowd in
            var known: [Duration] = [], unknown: [Duration] = []
            var answers: Set<Int> = []
            // Both are tried in turn, so that whatever else the machine does is the same for both.
            for round in 0..<2 {
                for (number, login) in crowd.logins.enumerated() {
                    let stranger = "personne-\(login.hashValue & 0xFFFFFF)-\(number)"
                    for (name, isKnown) in number.isMultiple(of: 2) ? [(login, true), (stranger, false)] : [(stranger, false), (login, true)] {
                        let one = try await self.attempt(name, "phare-de-la-vieille-\(round)", from: Self.address(1_000 + number), at: door)
                        answers.insert(one.status)
                        if isKnown { known.append(one.took) } else { unknown.append(one.took) }
                    }
                }
            }
            let difference = Self.median(known) - Self.median(unknown)
            print("  \(known.count) and \(unknown.count) tries: known \(Self.median(known)), unknown \(Self.median(unknown))")
            #expect(abs(difference.microseconds) <= 5_000)
            #expect(answers == [403], "\(answers)")
        }
    }

    @Test("The words of a refusal are the same, whoever it is")
    func words() async throws {
        try await Newcomer.with("clerk@commune:00006", at: self.house) { person in
            try await person.redeem(Newcomer.password())
            var told: Set<String> = []
            for login in [person.login, "personne-\(UUID().uuidString.lowercased().prefix(8))"] {
                let answer = try await PlainHTTP.send(
                    .POST, self.house.url + "/v1/session", json: ["login": login, "password": Newcomer.password()], headers: ["Origin": self.house.url])
                #expect(answer.status == 403)
                #expect(answer.cookies.isEmpty)
                told.insert(answer.text.replacing(/"correlation":"[^"]*"/, with: ""))
            }
            #expect(told.count == 1, "\(told)")
        }
    }

    private static func median(_ times: [Duration]) -> Duration { times.sorted()[times.count / 2] }
}

extension Duration {
    fileprivate var microseconds: Int64 { self.components.seconds * 1_000_000 + self.components.attoseconds / 1_000_000_000_000 }
}
