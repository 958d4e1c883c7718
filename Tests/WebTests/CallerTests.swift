import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Runtime
import Testing

@testable import Web

@Suite("Who asks, and how much each may ask")
struct CallerTests {
    private let known = APIKey()
    private let unknown = APIKey()

    private func caller(_ key: APIKey?, from address: String?) -> Caller {
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "a", path: "/", headerFields: Given.headers(key, from: address))
        return Caller(Request(head: head, body: .init(buffer: ByteBuffer())), keys: KeyRing([Given.record(self.known, rate: 7)]))
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
        let ring = KeyRing([Given.record(slow, rate: 1), Given.record(known)])
        let router = Router()
        router.addMiddleware {
            ProblemMiddleware(logger: Given.quiet)
            CallerLimits(keys: { ring }, clock: Given.clock)
        }
        router.get("/") { _, _ in "here" }
        try await Application(router: router, logger: Given.quiet).test(.router) { client in
            func ask(_ headers: HTTPFields) async throws -> TestResponse { try await client.execute(uri: "/", method: .get, headers: headers) }
            for _ in 0..<10 { #expect(try await ask(Given.headers(slow, from: "192.0.2.1")).status == .ok) }
            let refused = try await ask(Given.headers(slow, from: "192.0.2.2"))
            #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] == "1")
            #expect(try await ask(Given.headers(known, from: "192.0.2.1")).status == .ok)
            for _ in 0..<(UsualRate.address * 10) { #expect(try await ask(Given.headers(from: "192.0.2.1")).status == .ok) }
            #expect(try await ask(Given.headers(from: "192.0.2.1")).status == .tooManyRequests)
            #expect(try await ask(Given.headers(APIKey(), from: "192.0.2.1")).status == .tooManyRequests)
            #expect(try await ask(Given.headers(from: "192.0.2.2")).status == .ok)
        }
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

    @Test("A key that is not known is asked for, and the request put again")
    func freshKeys() async throws {
        let (fresh, stranger) = (APIKey(), APIKey())
        let router = Router()
        let ring = RingBox()
        router.addMiddleware {
            ProblemMiddleware(logger: Given.quiet)
            FreshKeys { key in
                if key == fresh { ring.set(KeyRing([Given.record(fresh)])) }
                return key == fresh
            }
        }
        router.post("/") { request, _ in
            _ = try Bearer.record(of: request, in: ring.value)
            return "\(try await request.body.collect(upTo: 100).readableBytes)"
        }
        try await Application(router: router, logger: Given.quiet).test(.router) { client in
            func ask(_ headers: HTTPFields) async throws -> TestResponse {
                try await client.execute(uri: "/", method: .post, headers: headers, body: ByteBuffer(string: "hello"))
            }
            #expect(try await ask(Given.headers()).status == .unauthorized)
            #expect(try await ask(Given.headers(stranger)).status == .unauthorized)
            let answer = try await ask(Given.headers(fresh))
            #expect(answer.status == .ok && String(buffer: answer.body) == "5")
        }
    }
}
