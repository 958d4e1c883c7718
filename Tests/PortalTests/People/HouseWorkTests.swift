import Persistence
import Runtime
import TestBench
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("What Portal does by itself", .timeLimit(.minutes(5)))
struct HouseWorkTests {
    @Test("A key to sign with is published by itself, and the work ends when it is cancelled")
    func keys() async throws {
        try await withPeople { bench in
            let people = People(
                pool: bench.portal, lookups: bench.lookups, secret: PortalSecret(), cookie: .loopback, hasher: try PeopleBench.cheapHasher(),
                clock: ZoneClock(), logger: PeopleBench.quiet)
            func published() async throws -> Int {
                try await bench.owner.query("SELECT count(*) AS count FROM reference.token_key").one().int("count")
            }
            let before = try await published()
            #expect(people.signer.absence != nil)
            try await withThrowingTaskGroup { group in
                group.addTask { await HouseWork(people: people, logger: PeopleBench.quiet).publishKeys() }
                while people.signer.absence != nil { try await Task.sleep(for: .milliseconds(5)) }
                group.cancelAll()
            }
            #expect(try await published() == before + 1)
        }
    }
}
