import Accounts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortality
import NIOCore
import Runtime
import TestBench
import Testing
import Threading

@testable import Web

@Suite("Who asks, and how much each may ask")
struct CallerTests {
    private let known = APIKey()
    private let unknown = APIKey()

    /// Whom limits are kept for when a request shows a key.
    private func caller(_ key: APIKey?, from address: String?) -> Caller {
        let reference = Given.reference([Given.record(self.known, rate: 7)])
        let visitors = Visitors(reference: { reference }, clock: Given.clock)
        let request = Given.request(Given.headers(key, from: address))
        guard case .settled(let arrival) = visitors.recall(visitors.credential(of: request)), let visitor = arrival.visitor else {
            return Caller(addressOf: request)
        }
        return Caller(visitor)
    }

    @Test("A key in force counts by itself wherever it comes from; all else by the address that the edge saw")
    func names() {
        #expect(self.caller(self.known, from: "192.0.2.1") == self.caller(self.known, from: "192.0.2.2"))
        #expect(self.caller(self.known, from: nil).size.perSecond == 7)
        // Who makes keys up gains nothing by it.
        #expect(self.caller(self.unknown, from: "192.0.2.1") == self.caller(nil, from: "192.0.2.1"))
        #expect(self.caller(nil, from: "192.0.2.1") != self.caller(nil, from: "192.0.2.2"))
        #expect(self.caller(nil, from: "10.9.9.9, 192.0.2.1") == self.caller(nil, from: "192.0.2.1"))
        #expect(self.caller(nil, from: "2001:db8:1:2:3:4:5:6") == self.caller(nil, from: "2001:db8:1:2::9"))
        #expect(self.caller(nil, from: "2001:db8:1:2::9") != self.caller(nil, from: "2001:db8:1:3::9"))
        #expect(self.caller(nil, from: String(repeating: "x", count: 9_000)).name.count < 100)
    }

    @Test("Who asks for too much is told when to come again; others are not held up")
    func limits() async throws {
        let (slow, known) = (APIKey(), self.known)
        let reference = Given.reference([Given.record(slow, rate: 1), Given.record(known)])
        let router = Given.router(Visitors(reference: { reference }, clock: Given.clock))
        router.get("/") { _, _ in "here" }
        try await Given.open(router) { client in
            func ask(_ headers: HTTPFields) async throws -> TestResponse { try await client.execute(uri: "/", method: .get, headers: headers) }
            for _ in 0..<10 { #expect(try await ask(Given.headers(slow, from: "192.0.2.1")).status == .ok) }
            let refused = try await ask(Given.headers(slow, from: "192.0.2.2"))
            #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] == "1")
            #expect(try await ask(Given.headers(known, from: "192.0.2.1")).status == .ok)
            for _ in 0..<(UsualRate.address * 10) { #expect(try await ask(Given.headers(from: "192.0.2.1")).status == .ok) }
            #expect(try await ask(Given.headers(from: "192.0.2.1")).status == .tooManyRequests)
            #expect(try await ask(Given.headers(APIKey(), from: "192.0.2.1")).status == .tooManyRequests)
            #expect(try await ask(Given.headers(from: "192.0.2.2")).status == .ok)
            // Whose address has nothing left is known by the key all the same.
            #expect(try await ask(Given.headers(known, from: "192.0.2.1")).status == .ok)
        }
    }

    @Test("A batch is weighed on its visitor, never beyond what the bucket holds")
    func rows() throws {
        let limits = VisitLimits(clock: Given.clock)
        let visitor = Visitor.key(Given.record(self.known, rate: 2))
        try limits.charge(visitor, rows: 10_000)
        #expect(throws: Problem.tooManyRequests(retryAfter: 1)) { try limits.charge(visitor, rows: 3) }
        try limits.charge(visitor, rows: 1)
        // A person and their token are one caller.
        let (account, commune) = (AccountID(), try Given.vannes)
        let claims = DeclaringToken.Claims(key: TokenKeyID(), account: account, commune: commune, standing: .own, issuedAt: 1, expiresAt: 2)
        let person = Person(account: account, name: "", login: "", access: .none, session: SessionToken().reference)
        #expect(Visitor.person(person).limitName == Visitor.bearer(claims).limitName)
        #expect(Visitor.bearer(claims).rate.perSecond == UsualRate.perSecond(of: .commune(commune)))
    }

    @Test("What one has under way is bounded by its cost, and always left again")
    func underWay() async throws {
        let underWay = UnderWay(most: 10)
        struct Failure: Error {}
        try await underWay.run(6, of: "a") {
            await #expect(throws: Problem.tooManyRequests(retryAfter: 1)) { try await underWay.run(5, of: "a") {} }
            try await underWay.run(4, of: "a") { #expect(underWay.cost(of: "a") == 10) }
            try await underWay.run(10, of: "b") {}
        }
        #expect(underWay.cost(of: "a") == 0)
        // What is larger than all may be done alone.
        try await underWay.run(100, of: "a") {}
        await #expect(throws: Failure.self) { try await underWay.run(3, of: "a") { throw Failure() } }
        #expect(underWay.cost(of: "a") == 0)
    }

    @Test("A token that was verified is believed no longer than any other: until it ends, or its account is revoked")
    func verifiedTokens() async throws {
        let portal = GivenSigner()
        let request = Given.request([.authorization: "Bearer \(try await portal.sign())"])
        let (known, revoked) = (
            Given.reference(tokens: portal.verifier), Given.reference(tokens: portal.verifier(revoking: portal.account, at: Given.noon))
        )
        let (late, isRevoked) = (Locked<Duration>(.zero), Locked(false))
        let clock = ZoneClock(now: { Given.noon + late.withLock { $0 } })
        let visitors = Visitors(reference: { isRevoked.withLock { $0 } ? revoked : known }, clock: clock)
        #expect(await visitors.arrival(of: request).visitor != nil)
        isRevoked.withLock { $0 = true }
        #expect(await visitors.arrival(of: request).visitor == nil)
        isRevoked.withLock { $0 = false }
        #expect(await visitors.arrival(of: request).visitor != nil)
        late.withLock { $0 = DeclaringToken.lifetime }
        #expect(await visitors.arrival(of: request).visitor == nil)
    }

    @Test("No signature is verified for an address that has used up its share; a token that was verified is known all the same")
    func forgedTokens() async throws {
        let portal = GivenSigner()
        let (known, fresh) = (try await portal.sign(), try await portal.sign())
        let reference = Given.reference(tokens: portal.verifier)
        let router = Given.router(Visitors(reference: { reference }, clock: Given.clock), strangers: 1)
        router.get("/") { _, context in "\(try context.knownVisitor().limitName)" }
        try await Given.open(router) { client in
            func ask(_ token: String) async throws -> HTTPResponse.Status {
                try await client.execute(uri: "/", method: .get, headers: [.authorization: "Bearer \(token)"]).status
            }
            for _ in 0..<20 { #expect(try await ask(known) == .ok) }
            for number in 0..<10 { #expect(try await ask(String(known.dropLast(3)) + "\(number)AA") == .unauthorized) }
            #expect(try await ask(String(known.dropLast(3)) + "AAA") == .tooManyRequests)
            let (unseen, seen) = (try await ask(fresh), try await ask(known))
            #expect(unseen == .tooManyRequests && seen == .ok)
        }
    }

    @Test("A key that is not known is asked for before the route, which sees the whole body; its address pays for nothing then")
    func freshKeys() async throws {
        let (fresh, stranger) = (APIKey(), APIKey())
        let reference = Locked(Given.reference())
        let asked = Locked(0)
        let visitors = Visitors(
            reference: { reference.withLock { $0 } },
            learnKey: { key in
                asked.withLock { $0 += 1 }
                guard key == fresh else { return false }
                reference.withLock { $0 = Given.reference([Given.record(fresh)]) }
                return true
            }, clock: Given.clock)
        // Ten of one address at all.
        let router = Given.router(visitors, strangers: 1)
        router.post("/") { request, context in
            _ = try context.knownVisitor()
            return "\(try await request.body.collect(upTo: 100).readableBytes)"
        }
        try await Given.open(router) { client in
            func ask(_ headers: HTTPFields) async throws -> TestResponse {
                try await client.execute(uri: "/", method: .post, headers: headers, body: ByteBuffer(string: "hello"))
            }
            for _ in 0..<9 { #expect(try await ask(Given.headers(from: "192.0.2.1")).status == .unauthorized) }
            let answer = try await ask(Given.headers(fresh, from: "192.0.2.1"))
            #expect(answer.status == .ok && String(buffer: answer.body) == "5" && asked.withLock { $0 } == 1)
            #expect(try await ask(Given.headers(stranger, from: "192.0.2.1")).status == .unauthorized)
            // Nothing is asked for who has used up their share.
            #expect(try await ask(Given.headers(APIKey(), from: "192.0.2.1")).status == .tooManyRequests)
            #expect(asked.withLock { $0 } == 2)
            #expect(try await ask(Given.headers(fresh, from: "192.0.2.1")).status == .ok)
        }
    }
}
