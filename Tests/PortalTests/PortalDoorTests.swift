import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Mortality
import NIOCore
import Runtime
import Testing
import Threading
import Web

@testable import Portal

@Suite("What every request to Portal passes")
struct PortalDoorTests {
    private let key = APIKey()
    private let changes = ChangeCounts()
    /// How often a route was asked.
    private let asked = Locked(0)

    /// A router of a few addresses behind the door, each of which answers at once.
    private func open<Value: Sendable>(
        rate: Int = 100_000, _ test: @escaping @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let record = KeyRecord(
            id: self.key.id, hash: self.key.hash, reach: .all, mayRead: true, mayWrite: false, mayBackdate: false, ratePerSecond: rate)
        let snapshot = ReferenceSnapshot(version: 1, departments: [], keys: KeyRing([record]))
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        let clock = ZoneClock(now: { TestedPortal.noon })
        let people = try TestedPortal.nobody(clock)
        PortalDoor(
            visitors: Visitors(reference: { snapshot }, clock: clock), people: people, limits: VisitLimits(clock: clock),
            pages: PageAccess(open: ["/france"]), failures: PageAnswers(writer: try PageWriter(assets: TestedPortal.assets), people: people),
            changes: self.changes, clock: clock, logger: TestedPortal.logger
        ).stand(before: router)
        let asked = self.asked
        router.get("/v1/departments/:code/communes") { request, _ in
            let number = asked.withLock {
                $0 += 1
                return $0
            }
            return try JSONAnswer.response(["number": [Int](repeating: number, count: 2_000)])
        }
        router.get("/v1/france/map.png") { request, _ in
            asked.withLock { $0 += 1 }
            if request.headers[.ifNoneMatch] != nil { return Response(status: .notModified, headers: [.eTag: "\"p\""]) }
            return Response(
                status: .ok, headers: [.contentType: "image/png", .eTag: "\"p\""], body: .init(byteBuffer: ByteBuffer(string: "picture")))
        }
        router.get("/france") { _, _ in "page" }
        return try await Application(router: router).test(.router, test)
    }

    private func headers(_ others: HTTPFields = [:]) -> HTTPFields {
        var headers = others
        headers[.authorization] = "Bearer \(self.key.text)"
        return headers
    }

    @Test("Figures are put together once until they change, each with its entity tag")
    func kept() async throws {
        try await self.open { client in
            let uri = "/v1/departments/56/communes?date=2020-04-01"
            let first = try await client.execute(uri: uri, method: .get, headers: self.headers())
            let tag = try #require(first.headers[.eTag])
            #expect(first.status == .ok && first.headers[.vary] == "Cookie, Authorization, Accept-Encoding")
            let again = try await client.execute(uri: uri, method: .get, headers: self.headers([.acceptEncoding: "gzip"]))
            #expect(again.headers[.contentEncoding] == "gzip" && again.headers[.eTag] == "W/\(tag)" && self.asked.withLock { $0 } == 1)
            let known = try await client.execute(uri: uri, method: .get, headers: self.headers([.ifNoneMatch: "\"x\", W/\(tag)"]))
            #expect(known.status == .notModified && known.body.readableBytes == 0 && self.asked.withLock { $0 } == 1)
            // Another department's news is none of this.
            self.changes.add(try DepartmentCode("22"))
            _ = try await client.execute(uri: uri, method: .get, headers: self.headers())
            #expect(self.asked.withLock { $0 } == 1)
            self.changes.add(try DepartmentCode("56"))
            let news = try await client.execute(uri: uri, method: .get, headers: self.headers([.ifNoneMatch: tag]))
            #expect(news.status == .ok && news.headers[.eTag] != tag && self.asked.withLock { $0 } == 2)
            // Another question is another answer; and nobody without a key gets one out of the cupboard.
            _ = try await client.execute(uri: "/v1/departments/56/communes", method: .get, headers: self.headers())
            #expect(self.asked.withLock { $0 } == 3)
            _ = try await client.execute(uri: uri, method: .get)
            #expect(self.asked.withLock { $0 } == 4)
        }
    }

    @Test("One caller's pictures are bounded by what they cost; those that were not drawn cost nothing")
    func pictures() async throws {
        try await self.open { client in
            let uri = "/v1/france/map.png?width=4000&height=4000&indicator=rate&date=2020-04-01"
            for _ in 0..<50 {
                let same = try await client.execute(uri: uri, method: .get, headers: self.headers([.ifNoneMatch: "\"p\""]))
                #expect(same.status == .notModified)
            }
            // Ten seconds' worth of a quarter of the thread: two and a half.
            var statuses: [HTTPResponse.Status] = []
            var name: String?
            for _ in 0..<5 {
                let response = try await client.execute(uri: uri, method: .get, headers: self.headers())
                statuses.append(response.status)
                name = name ?? response.headers[.contentDisposition]
                if response.status == .tooManyRequests { #expect(response.headers[.retryAfter].flatMap { Int($0) } ?? 0 > 0) }
            }
            #expect(statuses == [.ok, .ok, .tooManyRequests, .tooManyRequests, .tooManyRequests])
            #expect(name == "inline; filename=\"vigie-france-rate-2020-04-01.png\"")
            // Others draw on.
            let other = try await client.execute(uri: uri, method: .get)
            #expect(other.status == .ok)
        }
    }

    @Test("Too many requests of one key are refused; unknown parameters are, on the API only")
    func limits() async throws {
        try await self.open(rate: 1) { client in
            let unknown = try await client.execute(uri: "/v1/departments/56/communes?dat=1", method: .get, headers: self.headers())
            #expect(unknown.status == .unprocessableContent && unknown.text.contains("\"field\":\"dat\""))
            #expect(try await client.execute(uri: "/france?utm_source=letter", method: .get).status == .ok)
            for _ in 0..<9 { _ = try await client.execute(uri: "/v1/departments/56/communes", method: .get, headers: self.headers()) }
            let refused = try await client.execute(uri: "/v1/departments/56/communes", method: .get, headers: self.headers())
            #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] == "1")
        }
    }

    @Test(
        "Every picture's cost is bounded",
        arguments: [("width=4000&height=4000", 16_000), ("width=4000", 16_000), ("", 1_440), ("width=-5&height=999999", 100)])
    func costs(query: String, cost: Int) {
        let head = HTTPRequest(method: .get, scheme: "http", authority: "a", path: "/v1/france/map.png?\(query)")
        #expect(PictureCost.of(Request(head: head, body: .init(buffer: ByteBuffer())), form: "png") == cost)
    }

    @Test(
        "TileJSON names the address that the client reached", arguments: [("a.fr", "http://a.fr"), ("[::1]:8080", "http://[::1]:8080"), ("a\"b", ""), ("", "")])
    func tiles(host: String, root: String) throws {
        let head = HTTPRequest(method: .get, scheme: "http", authority: host, path: "/v1/tiles.json")
        #expect(PublicAddress.root(of: Request(head: head, body: .init(buffer: ByteBuffer()))) == root)
        let json = try JSONSerialization.jsonObject(with: JSONAnswer.bytes(TilesAnswer(root: root))) as? [String: Any]
        #expect(json?["tilejson"] as? String == "3.0.0" && json?["tiles"] as? [String] == ["\(root)/v1/tiles/{z}/{x}/{y}.mvt"])
        #expect((json?["vector_layers"] as? [[String: Any]])?.count == 2)
    }
}
