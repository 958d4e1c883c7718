import Accounts
import Answering
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Mortality
import NIOCore
import Persistence
import Runtime
import Threading
import Web

@testable import Portal

/// Portal's real router, with keys of its own, figures that stand still, and somebody who answers for the other services.
struct TestedPortal: Sendable {
    /// 15 March 2020, noon in UTC.
    static let noon = Instant(microseconds: 1_584_273_600_000_000)

    /// May read and act everywhere; in the Morbihan; may only read; a commune's.
    let national = APIKey()
    let morbihan = APIKey()
    let reader = APIKey()
    let commune = APIKey()
    /// May act, and not read: which no key can that vigiectl made.
    let blind = APIKey()
    /// May read everywhere and act nowhere: outside every prefecture.
    let observer = APIKey()
    let stranger = APIKey()

    let others: Asked
    let figures: StandingFigures
    let hub: ChangeHub
    /// Who knows people; nobody where cookies mean nothing.
    let people: (any PeopleDirectory)?
    /// What was written into the audit.
    let noted = Locked<[AuditNote]>([])
    private let reference: Locked<ReferenceSnapshot?>

    static let logger = Logger(label: "portal", factory: { _ in SwiftLogNoOpLogHandler() })
    static let assets = PageAssets(libraries: BrowserLibraries(folder: nil, logger: logger), compressed: nil, logger: logger)

    init(
        _ others: Asked = Asked(), isLoaded: Bool = true, figures: StandingFigures = StandingFigures(), hub: ChangeHub = ChangeHub(epoch: "e"),
        people: (any PeopleDirectory)? = nil
    ) {
        self.others = others
        self.figures = figures
        self.hub = hub
        self.people = people
        self.reference = Locked(nil)
        if isLoaded { self.load() }
    }

    /// Takes the reference list, with every key or without one that is revoked.
    func load(without revoked: APIKey? = nil) {
        let snapshot = try? self.snapshot(without: revoked)
        self.reference.withLock { $0 = snapshot }
    }

    /// Runs a test against the router.
    func open<Value: Sendable>(_ test: @escaping @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value {
        try await Application(router: try self.router(), logger: Self.logger).test(.router, test)
    }

    func router(assets: PageAssets = TestedPortal.assets) throws -> Router<WebContext> { try self.routes(asking: self.others, assets: assets).router() }

    /// Its routes, before whoever answers for the other services.
    func routes(asking others: any Asking, assets: PageAssets = TestedPortal.assets) throws -> PortalRoutes {
        let (reference, noted) = (self.reference, self.noted)
        let clock = ZoneClock(now: { Self.noon })
        return PortalRoutes(
            visitors: Visitors(reference: { reference.withLock { $0 } }, people: self.people, cookie: .loopback, clock: clock),
            people: try Self.nobody(clock), figures: self.figures, others: others, hub: self.hub, assets: assets,
            health: HouseHealth(instance: "portal-1", readiness: Readiness()), note: { note in noted.withLock { $0.append(note) } }, logger: Self.logger,
            clock: clock)
    }

    /// What every session's form token is made under.
    static let secret = PortalSecret()

    /// A database that nobody reaches: who there is, `people` says.
    static func nobody(_ clock: ZoneClock) throws -> People {
        let address = try DatabaseAddress(url: "postgres://nobody:none@127.0.0.1:1/none")
        let pool = DatabasePool(address: address, size: 1, name: "tests", options: People.lookupOptions, logger: self.logger)
        return People(
            pool: pool, lookups: pool, secret: self.secret, cookie: .loopback, hasher: try PasswordHasher(capacity: 1), clock: clock, logger: self.logger)
    }

    private func snapshot(without revoked: APIKey?) throws -> ReferenceSnapshot {
        func record(_ key: APIKey, _ reach: KeyRecord.Reach, mayRead: Bool = true, mayAlert: Bool = true) -> KeyRecord {
            KeyRecord(
                id: key.id, hash: key.hash, reach: reach, mayRead: mayRead, mayWrite: false, mayBackdate: false, mayAlert: mayAlert)
        }
        let department = KeyRecord.Reach.department(try Given.morbihan)
        return ReferenceSnapshot(
            version: 1, departments: [try Given.entry(names: ["Auray", "Lorient", "Vannes"])],
            keys: KeyRing(
                [
                    record(self.national, .all), record(self.morbihan, department), record(self.reader, department, mayAlert: false),
                    record(self.commune, .commune(try Given.vannes)), record(self.blind, .all, mayRead: false), record(self.observer, .all, mayAlert: false),
                ].filter { $0.id != revoked?.id }))
    }
}

/// Knows one person, who reads the whole nation's figures, by one session.
struct OneReader: PeopleDirectory {
    let token = SessionToken()

    var cookie: HTTPFields { [.cookie: "vigie-session=\(self.token.text)"] }

    func person(for token: SessionToken) async -> PersonLookup {
        guard token == self.token, let grant = try? Grant(.nationalReader, .nation) else { return .unknown }
        return .known(Person(account: AccountID(), name: "Mme Riou", login: "riou", access: Access([grant]), session: self.token.reference))
    }
}

extension TestClientProtocol {
    func get(_ uri: String, key: APIKey?) async throws -> TestResponse {
        var headers = HTTPFields()
        if let key { headers[.authorization] = "Bearer \(key.text)" }
        return try await self.execute(uri: uri, method: .get, headers: headers)
    }

    func post(_ uri: String, _ body: String, key: APIKey?, type: String = "application/json") async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: type]
        if let key { headers[.authorization] = "Bearer \(key.text)" }
        return try await self.execute(uri: uri, method: .post, headers: headers, body: ByteBuffer(string: body))
    }
}

extension TestResponse {
    /// The body as text.
    var text: String { String(buffer: self.body) }

    /// The body as a JSON object.
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(self.body.readableBytesView))) as? [String: Any] ?? [:]
    }

    /// What a problem document says: its kind, and the field at fault.
    var problem: String {
        let json = self.json
        let type = (json["type"] as? String)?.replacing("/problems/", with: "") ?? "none"
        return (json["field"] as? String).map { "\(type) \($0)" } ?? type
    }
}
