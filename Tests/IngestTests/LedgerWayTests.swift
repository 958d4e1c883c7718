import Accounts
import Contracts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Messaging
import Mortality
import NIOCore
import Persistence
import Runtime
import Schema
import ServiceLifecycle
import TestBench
import Testing
import Web

@testable import Aggregation
@testable import Ingest

/// From a clerk's token to the ledger's row: Ingest's router, a real broker, an aggregator, a real database.
@Suite("A clerk's declaration on its whole way", .timeLimit(.minutes(3)))
struct LedgerWayTests {
    /// What happens to one database and one broker, once everything runs.
    private struct Scene {
        let pool: DatabasePool
        let feed: ReferenceFeed
        let http: any TestClientProtocol
        let signer: TokenSigner
        let client: RPCClient

        func headers(_ token: String) -> HTTPFields { [.contentType: "application/json", .authorization: "Bearer \(token)"] }

        func declare(_ token: String, _ changes: [String: String?] = [:]) async throws -> TestResponse {
            try await self.http.execute(
                uri: "/v1/declarations", method: .post, headers: self.headers(token), body: ByteBuffer(string: Door.declaration(changes)))
        }
    }

    /// Publishes keys as Portal's store does.
    private struct Board: TokenKeyPublisher {
        let pool: DatabasePool

        func publish(_ key: TokenKey) async throws {
            try await self.pool.execute(
                "INSERT INTO reference.token_key (id, public_key, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                [.text(key.id.description), .bytes(key.publicKey), .timestamp(key.expiresAt.microseconds)])
        }
    }

    private func open(_ server: PrivatePostgreSQL, _ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
        let database = try DatabaseAddress(url: try await server.makeDatabase())
        let pool = DatabasePool(address: database, size: 2, name: "tests", logger: Door.silent)
        try await SchemaInstaller(pool: pool).install()
        try await pool.execute(
            """
            INSERT INTO reference.department (code, name, population, commune_count, zone) VALUES ('56', 'Morbihan', 100, 2, 'Europe/Paris')
            """)
        try await pool.execute(
            """
            INSERT INTO reference.commune (code, department, name, population, zone) VALUES
                ('56260', '56', 'Vannes', 60, 'Europe/Paris'), ('56121', '56', 'Lorient', 40, 'Europe/Paris')
            """)
        try await pool.execute("UPDATE reference.state SET version = 1")
        let node = try await PrivateRabbitMQ.shared
        let url = try await node.makeVirtualHost()
        let ingest = BrokerAddresses(main: try BrokerAddress(url: node.url(url, as: BrokerUser.ingest.name)))
        let aggregation = BrokerAddresses(main: try BrokerAddress(url: node.url(url, as: BrokerUser.aggregation.name)))
        try await TopologyAdministrator(address: try BrokerAddress(url: url), name: "tests").apply(VigieTopology.topology)
        let aggregator = try Assembly(broker: aggregation, database: database, answers: database, instance: "aggregation-1", logger: Door.silent)
        let publisher = ConfirmedPublisher(address: ingest.main, name: "publish", options: Ingest.options, logger: Door.silent)
        let client = RPCClient(address: ingest.rpc, name: "ask", options: Ingest.options, logger: Door.silent)
        let clock = ZoneClock()
        let feed = ReferenceFeed(store: ReferenceStore(pool: pool), takesTokens: true, interval: .milliseconds(200), logger: Door.silent)
        let signer = TokenSigner(publisher: Board(pool: pool), clock: { clock.instant }, logger: Door.silent)
        let routes = IngestRoutes(
            visitors: Visitors(reference: { feed.snapshot }, learnKey: { await feed.learn($0) }, learnTokenKey: { await feed.learn($0) }, clock: clock),
            limits: VisitLimits(clock: clock), intake: Intake(clock: clock, mint: Door.mint), publisher: publisher,
            others: client, logger: Door.silent)
        try await signer.renew()
        try await feed.refresh()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in aggregator.services { group.addTask { try await service.run() } }
            group.addTask { await publisher.run() }
            group.addTask { await client.run() }
            group.addTask { try await feed.run() }
            try await Application(router: routes.router(), logger: Door.silent).test(.router) { http in
                try await Self.eventually { publisher.absence == nil && signer.absence == nil && aggregator.brokerAbsence == nil && client.absence == nil }
                try await body(Scene(pool: pool, feed: feed, http: http, signer: signer, client: client))
            }
            group.cancelAll()
        }
        await pool.close()
    }

    private static func eventually(_ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(40)
        while try await !condition() {
            try #require(ContinuousClock.now < deadline, "it did not come about in time")
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    @Test("The row says which account declared, and for whom; who asks is told that somebody else did, not who")
    func ledger() async throws {
        try await self.open(try await PrivatePostgreSQL.shared) { scene in
            let (clerk, officer) = (AccountID(), AccountID())
            let today = "\"\(ZoneClock().today(in: "Europe/Paris").advanced(by: -1))\""
            let vannes = try CommuneCode("56260")
            let own = try scene.signer.token(for: clerk, commune: vannes, standing: .own).text
            let onBehalf = try scene.signer.token(for: officer, commune: vannes, standing: .onBehalf).text
            // The key is unknown to the feed: it is asked for by the first declaration.
            #expect(try await scene.declare(own, ["occurredOn": today]).status == .accepted)
            #expect(
                try await scene.declare(onBehalf, ["occurredOn": today, "revision": "2", "reason": "\"appel de la mairie\"", "deaths": "3"]).status == .accepted
            )
            try await Self.eventually { try await scene.pool.query("SELECT count(*) AS n FROM aggregation.ledger").one().int("n") == 2 }
            let rows = try await scene.pool.query("SELECT revision, account, on_behalf, key_id FROM aggregation.ledger ORDER BY revision")
            let told = try rows.map { row in
                "\(try row.int("revision")) \(try AccountID(bytes: try row.uuid("account"))) \(try row.bool("on_behalf")) \(try row.text("key_id"))"
            }
            #expect(told == ["1 \(clerk) false ", "2 \(officer) true "])
            let response = try await scene.http.execute(uri: "/v1/declarations/\(Door.id)", method: .get, headers: scene.headers(own))
            #expect(response.status == .ok)
            #expect(response.text.matches(of: #/"onBehalf"/#).count == 1 && response.text.contains("\"onBehalf\":true"))
            #expect(!response.text.contains(clerk.description) && !response.text.contains(officer.description))
            // Another commune's token is not told that it exists.
            let lorient = try scene.signer.token(for: clerk, commune: try CommuneCode("56121"), standing: .own).text
            #expect(try await scene.http.execute(uri: "/v1/declarations/\(Door.id)", method: .get, headers: scene.headers(lorient)).status == .notFound)
        }
    }

    @Test("Revoked within one reading of the feed; while PostgreSQL is away what is known serves on, and new tokens are taken")
    func revocationAndOutage() async throws {
        let server = try await PrivatePostgreSQL.start()
        try await self.open(server) { scene in
            let (clerk, other) = (AccountID(), AccountID())
            let vannes = try CommuneCode("56260")
            let day = "\"\(ZoneClock().today(in: "Europe/Paris").advanced(by: -1))\""
            func token(_ account: AccountID) throws -> String { try scene.signer.token(for: account, commune: vannes, standing: .own).text }
            func declare(_ token: String, _ number: Int) async throws -> HTTPResponse.Status {
                try await scene.declare(token, ["id": "\"\(Door.id(number))\"", "occurredOn": day]).status
            }
            let first = try token(clerk)
            #expect(try await declare(first, 1) == .accepted)
            try await scene.pool.execute("INSERT INTO reference.token_revocation (account) VALUES ($1)", [.uuid(clerk.bytes)])
            // By itself, with the next reading.
            var wasLate = false
            try await Self.eventually {
                let status = try await declare(first, 2)
                if status == .accepted { wasLate = true }
                return status == .unauthorized
            }
            #expect(try await declare(try token(other), 3) == .accepted)
            try await server.kill()
            await #expect(throws: (any Error).self) { try await scene.feed.refresh() }
            #expect(scene.feed.absence == nil)
            // Signed while the database is away, by a key that was published before; and what was revoked stays so.
            #expect(try await declare(try token(other), 4) == .accepted)
            #expect(try await declare(first, 5) == .unauthorized)
            try await server.restart()
            try await Self.eventually { (try? await scene.pool.query("SELECT count(*) AS n FROM aggregation.ledger").one().int("n")) == (wasLate ? 4 : 3) }
        }
        try await server.stop()
    }
}
