import Accounts
import Answering
import Contracts
import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Messaging
import Mortality
import NIOCore
import Runtime
import Web

@testable import Ingest

/// An Ingest with keys and communes of its own, at a fixed instant, behind its real router.
struct Door: Sendable {
    /// 23 November 2026, noon in UTC.
    static let noon = Instant(microseconds: 1_795_435_200_000_000)
    static let id = "0190abcd-1234-7ef0-8123-456789abcdef"

    let vannes = APIKey()
    let paris = APIKey()
    let morbihan = APIKey()
    let everywhere = APIKey()
    let archive = APIKey()
    let reader = APIKey()
    /// Its record is gone, as of a key that was revoked.
    let revoked = APIKey()
    /// One request a second.
    let slow = APIKey()

    let publisher: ScriptedPublisher
    let memory = RevisionMemory()
    /// Who answers for the ledger.
    let others: any Asking
    let instant: Instant
    let isLoaded: Bool
    /// Requests a second of all strangers from one address.
    let strangers: Int
    /// What tokens are verified by.
    let tokens: TokenVerifier
    /// Departments that were opened, paused or closed.
    let lives: [DepartmentCode: DepartmentLife]

    init(
        publisher: ScriptedPublisher = ScriptedPublisher(), at instant: Instant = Self.noon, isLoaded: Bool = true,
        strangers: Int = UsualRate.address, tokens: TokenVerifier = TokenVerifier(), lives: [DepartmentCode: DepartmentLife] = [:],
        others: any Asking = Unanswered()
    ) {
        self.publisher = publisher
        self.others = others
        self.instant = instant
        self.isLoaded = isLoaded
        self.strangers = strangers
        self.tokens = tokens
        self.lives = lives
    }

    /// A ledger that says what became of declarations.
    static func ledger(
        _ answer: @escaping @Sendable (Vigie_V1_DeclarationStatusRequest, Scope) async throws -> Vigie_V1_DeclarationStatusReply
    ) -> Asked {
        Asked(by: .ingest) { router in
            router.on(AggregationMethods.declarationStatus) { question, caller in try await answer(question, caller.scope) }
        }
    }

    static let mint = ReceiptMint(secret: "a secret of the tests, long enough")

    /// Runs a test against the router.
    func open<Value: Sendable>(_ test: @escaping @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value {
        let routes = try self.routes(publisher: self.publisher)
        return try await Application(router: routes.router(), logger: Self.silent).test(.router, test)
    }

    /// Its routes, before a publisher.
    func routes(publisher: any SubmissionPublisher) throws -> IngestRoutes {
        let reference = self.isLoaded ? try self.snapshot() : nil
        let clock = ZoneClock(now: { [instant] in instant })
        return IngestRoutes(
            visitors: Visitors(reference: { reference }, clock: clock), limits: VisitLimits(strangers: self.strangers, clock: clock),
            intake: Intake(clock: clock, mint: Self.mint), publisher: publisher, others: self.others, logger: Self.silent,
            memory: self.memory)
    }

    static let silent = Logger(label: "ingest") { _ in SwiftLogNoOpLogHandler() }

    /// The reference list that it has.
    func snapshot() throws -> ReferenceSnapshot {
        func commune(_ code: String, isArrondissement: Bool = false) throws -> CommuneEntry {
            let code = try CommuneCode(code)
            return CommuneEntry(code: code, name: code.text, population: 1_000, zone: code.zone, isArrondissement: isArrondissement)
        }
        func department(_ code: String, _ communes: [String]) throws -> DepartmentEntry {
            let code = try DepartmentCode(code)
            return DepartmentEntry(code: code, name: code.text, zone: code.zone, communes: try communes.map { try commune($0) })
        }
        func record(
            _ key: APIKey, _ reach: KeyRecord.Reach, mayWrite: Bool = true, mayBackdate: Bool = false, rate: Int? = 100_000
        ) -> KeyRecord {
            KeyRecord(
                id: key.id, hash: key.hash, reach: reach, mayRead: true, mayWrite: mayWrite, mayBackdate: mayBackdate, ratePerSecond: rate)
        }
        return ReferenceSnapshot(
            version: 1,
            departments: [
                try department("00", ["00001"]), try department("22", ["22278"]), try department("56", ["56260", "56121"]),
                try department("75", ["75056"]), try department("987", ["98731", "98735"]), try department("988", ["98818"]),
            ],
            arrondissements: [try commune("75101", isArrondissement: true), try commune("75120", isArrondissement: true)],
            keys: KeyRing([
                record(self.vannes, .commune(try CommuneCode("56260"))), record(self.paris, .commune(try CommuneCode("75056"))),
                record(self.morbihan, .department(try DepartmentCode("56"))), record(self.everywhere, .all),
                record(self.archive, .all, mayBackdate: true), record(self.reader, .department(try DepartmentCode("56")), mayWrite: false),
                record(self.slow, .all, rate: 1),
            ]), tokens: self.tokens, lives: self.lives)
    }

    /// The id of a row, by its number.
    static func id(_ number: Int) -> String {
        "0190abcd-1234-7ef0-8123-" + Hex.text(UInt64(number)).suffix(12)
    }

    /// The JSON of a declaration; members given as nil are left out.
    static func declaration(_ changes: [String: String?] = [:]) -> String {
        var members: [String: String] = [
            "id": "\"\(self.id)\"", "revision": "1", "commune": "\"56260\"", "occurredOn": "\"2026-11-20\"", "place": "\"careHome\"",
            "cause": "\"covidSuspected\"", "deaths": "2",
        ]
        for (name, value) in changes { members[name] = value }
        return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    /// Headers of a request.
    static func headers(_ key: APIKey?, type: String? = "application/json") -> HTTPFields {
        var headers = HTTPFields()
        if let key { headers[.authorization] = "Bearer \(key.text)" }
        if let type { headers[.contentType] = type }
        return headers
    }
}

extension TestClientProtocol {
    /// Declares.
    func declare(_ body: String, key: APIKey?, headers more: HTTPFields = [:]) async throws -> TestResponse {
        var headers = Door.headers(key)
        for field in more { headers[field.name] = field.value }
        return try await self.execute(uri: "/v1/declarations", method: .post, headers: headers, body: ByteBuffer(string: body))
    }

    /// Declares many.
    func declare(rows: [String], key: APIKey?, query: String = "") async throws -> TestResponse {
        try await self.execute(
            uri: "/v1/declarations/batch\(query)", method: .post, headers: Door.headers(key, type: "application/x-ndjson"),
            body: ByteBuffer(string: rows.joined(separator: "\n")))
    }
}

extension TestResponse {
    /// The body as text.
    var text: String { String(buffer: self.body) }
    /// The body's lines, each as the JSON object that it is.
    var rows: [[String: JSONValue]] { self.text.split(separator: "\n").map { Self.members(Array($0.utf8)) } }
    /// The body as a JSON object.
    var members: [String: JSONValue] { Self.members(Array(self.text.utf8)) }

    private static func members(_ bytes: [UInt8]) -> [String: JSONValue] {
        guard case .object(let members)? = try? JSONReader.read(bytes) else { return [:] }
        return Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
}
