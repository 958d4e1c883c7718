import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortality
import Testing

@testable import Accounts
@testable import Portal

@Suite("Unknown and known accounts take the same time", .serialized, .timeLimit(.minutes(10)))
struct SignInTimeTests {
    /// The whole way by the router, the hasher and the database, with a hash that costs a millisecond: at 30 ms, what else the machine
    /// does is larger than what is looked for. The cost is a number to the same code.
    @Test("The medians of 500 tries each differ by at most 5 ms")
    func medians() async throws {
        var limits = SignInThrottle.Limits()
        // Nobody is held back: it is the way itself that is measured.
        limits.freeTries = 100_000
        limits.networkFailures = 100_000
        try await withPeople(limits: limits, hasher: try Self.hasher(.init(memory: 1_024, passes: 1, lanes: 1))) { bench in
            for number in 0..<20 { try await bench.person("known\(number)", "clerk@commune:56260") }
            let difference = try await bench.open { client in
                let browser = TestBrowser(client)
                func time(_ login: String) async throws -> Duration {
                    var start = ContinuousClock.now
                    var response = try await browser.submit("/connexion", ["identifiant": login, "mot-de-passe": "quatre mots tous faux"])
                    // A quick machine uses up what strangers of one address may ask.
                    while response.status == .tooManyRequests {
                        try await Task.sleep(for: .seconds(1))
                        start = .now
                        response = try await browser.submit("/connexion", ["identifiant": login, "mot-de-passe": "quatre mots tous faux"])
                    }
                    #expect(response.status == .unprocessableContent)
                    return ContinuousClock.now - start
                }
                var (known, unknown): ([Duration], [Duration]) = ([], [])
                for number in 0..<20 { _ = try await time("warm\(number)") }
                // In turns, so that what else the machine does falls on both.
                for number in 0..<500 {
                    if number.isMultiple(of: 2) {
                        known.append(try await time("known\(number % 20)"))
                        unknown.append(try await time("unknown\(number)"))
                    } else {
                        unknown.append(try await time("unknown\(number)"))
                        known.append(try await time("known\(number % 20)"))
                    }
                }
                let (a, b) = (known.sorted()[250], unknown.sorted()[250])
                print("sign-in: median known \(a), unknown \(b)")
                return a > b ? a - b : b - a
            }
            #expect(difference <= .milliseconds(5), "\(difference)")
        }
    }

    private static func hasher(_ cost: PasswordHash.Cost) throws -> PasswordHasher {
        try PasswordHasher(threads: 1, capacity: 1_024, patience: .seconds(25), cost: cost)
    }

    @Test("500 at once: each is answered, the last within 30 s, and the process stays small")
    func crowd() async throws {
        try await withPeople(hasher: try PasswordHasher()) { bench in
            let hash = try await bench.people.hasher.hash(try Password(PeopleBench.password, following: PasswordRule(words: [])))
            for number in stride(from: 0, to: 500, by: 2) {
                let draft = try AccountDraft(login: try Login("clerk\(number)"), name: "Agent \(number)")
                let invited = try await bench.people.invitations.invite(
                    draft, grants: [try PeopleBench.grant("clerk@commune:56260")], by: PeopleBench.author)
                _ = try await bench.people.invitations.redeem(invited.code, passwordHash: hash)
            }
            let width = bench.people.hasher.width
            let typed = try #require(TypedPassword(PeopleBench.password))
            let single = try await ContinuousClock().measure { for _ in 0..<10 { _ = try await bench.people.hasher.matches(typed, hash) } } / 10
            let before = Memory.resident
            let start = ContinuousClock.now
            let outcomes = try await bench.open { client in
                try await withThrowingTaskGroup(of: (HTTPResponse.Status, Duration).self) { group in
                    for number in 0..<500 {
                        group.addTask {
                            let isRight = number.isMultiple(of: 2)
                            // Each from a network of its own, as a morning's clerks are.
                            let response = try await TestBrowser(client, from: "198.51.\(number / 250).\(number % 250)").submit(
                                "/connexion", ["identifiant": isRight ? "clerk\(number)" : "unknown\(number)", "mot-de-passe": PeopleBench.password])
                            return (response.status, ContinuousClock.now - start)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            let grown = Memory.resident - before
            let last = try #require(outcomes.map(\.1).max())
            let statuses = Dictionary(grouping: outcomes) { $0.0.code }.mapValues(\.count)
            print("500 at once: \(statuses), last after \(last), memory grew by \(grown >> 20) MiB")
            #expect(outcomes.count == 500 && last < .seconds(30) && grown < 256 << 20)
            #expect(statuses.keys.allSatisfy { [303, 422, 503].contains($0) })
            // Who waits 25 s is told to come again. Where the machine has time for all, nobody is.
            if single * 500 / width < .seconds(18) { #expect(statuses[303] == 250 && statuses[422] == 250) }
        }
    }
}

/// What this process holds.
private enum Memory {
    static var resident: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * 4_096
    }
}
