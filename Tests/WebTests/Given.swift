import Accounts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Mortality
import NIOCore
import Runtime

@testable import Web

/// What the tests of the door begin with.
enum Given {
    static let quiet = Logger(label: "web") { _ in SwiftLogNoOpLogHandler() }
    static let noon = Instant(microseconds: 1_585_742_400_000_000)
    static let clock = ZoneClock(now: { Given.noon })

    static var morbihan: DepartmentCode { get throws { try DepartmentCode("56") } }
    static var vannes: CommuneCode { get throws { try CommuneCode("56260") } }
    static var lorient: CommuneCode { get throws { try CommuneCode("56121") } }

    static func record(_ key: APIKey, _ reach: KeyRecord.Reach = .all, rate: Int? = nil) -> KeyRecord {
        KeyRecord(id: key.id, hash: key.hash, reach: reach, mayRead: true, mayWrite: false, mayBackdate: false, ratePerSecond: rate)
    }

    /// A reference list of no place.
    static func reference(_ records: [KeyRecord] = [], tokens: TokenVerifier = TokenVerifier()) -> ReferenceSnapshot {
        ReferenceSnapshot(version: 1, departments: [], keys: KeyRing(records), tokens: tokens)
    }

    static func person(_ grants: [Grant] = [], session: SessionToken = SessionToken()) -> Person {
        Person(account: AccountID(), name: "Mme Le Gall", login: "le.gall", access: Access(Set(grants)), session: session.reference)
    }

    static func headers(_ key: APIKey? = nil, from address: String? = nil, _ others: HTTPFields = [:]) -> HTTPFields {
        var headers = others
        if let key { headers[.authorization] = "Bearer \(key.text)" }
        if let address, let name = HTTPField.Name("X-Forwarded-For") { headers[name] = address }
        return headers
    }

    static func request(
        _ headers: HTTPFields = [:], path: String = "/", method: HTTPRequest.Method = .get, authority: String = "vigie.example"
    ) -> Request {
        Request(
            head: HTTPRequest(method: method, scheme: "http", authority: authority, path: path, headerFields: headers),
            body: .init(buffer: ByteBuffer()))
    }

    /// A router behind the whole stack.
    static func router(_ visitors: Visitors, strangers: Int = UsualRate.address, pages: PageAccess? = nil) -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        WebStack(
            visitors: visitors, limits: VisitLimits(strangers: strangers, clock: Given.clock), parameters: [:], pages: pages, logger: Given.quiet
        ).stand(before: router)
        return router
    }

    static func open<Value: Sendable>(
        _ router: Router<WebContext>, _ test: @escaping @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await Application(router: router, logger: Given.quiet).test(.router, test)
    }
}
