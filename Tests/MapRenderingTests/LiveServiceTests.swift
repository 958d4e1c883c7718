import Cartography
import Contracts
import Foundation
import LiveCopies
import Messaging
import Mortality
import Persistence
import Runtime
import Schema
import ServiceLifecycle
import TestBench
import Testing

@testable import MapRendering

/// The test of the whole service on a real broker and a real PostgreSQL, with stand-ins for Aggregation and Alerting.
struct LiveServiceTests {
    /// Answers the questions that MapRendering asks at its start, with one report of no death and one level.
    private static func neighbours(_ address: BrokerAddress) -> [(RPCServer, RPCRouter)] {
        var aggregation = RPCRouter(logger: Given.quiet)
        aggregation.on(AggregationMethods.countsSnapshot) { request, _ in
            var reply = Vigie_V1_CountsSnapshotReply()
            let report = CommuneReport(commune: try Given.code(1), day: try Given.today(), declarations: 1, lastReceivedAt: Given.seven, version: 1)
            if request.department == "56" { reply.reports = [report.message] }
            return reply
        }
        var alerting = RPCRouter(logger: Given.quiet)
        alerting.on(AlertingMethods.assessments) { _, _ in Vigie_V1_AssessmentsReply() }
        return [(AggregationMethods.service, aggregation), (AlertingMethods.service, alerting)].map { service, router in
            (RPCServer(address: BrokerAddresses(main: address).rpc, queue: Names.Queue.rpc(service), name: "tests.\(service)", logger: Given.quiet), router)
        }
    }

    private static func importMorbihan(_ pool: DatabasePool) async throws {
        try await pool.execute(
            "INSERT INTO reference.department (code, name, population, commune_count, zone) VALUES ('56', 'Morbihan', 10, 1, 'Europe/Paris')")
        try await pool.execute(
            "INSERT INTO reference.commune (code, department, name, population, zone, shape) VALUES ('56001', '56', 'Allaire', 10, 'Europe/Paris', $1)",
            [.bytes(ShapeCodec.encode(try Given.square(1)))])
        try await pool.execute("UPDATE reference.state SET version = version + 1")
    }

    /// Asks until the answer is as wanted, since the service follows events that this test cannot await.
    private static func ask(
        _ client: RPCClient, _ request: Vigie_V1_RenderMapRequest, until isWanted: (Vigie_V1_RenderMapReply) -> Bool
    ) async throws -> Vigie_V1_RenderMapReply {
        let end = ContinuousClock.now + .seconds(30)
        while true {
            let answer = await Self.answer(client, request)
            if case .success(let reply) = answer, isWanted(reply) { return reply }
            if ContinuousClock.now > end { return try answer.get() }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func answer(_ client: RPCClient, _ request: Vigie_V1_RenderMapRequest) async -> Result<Vigie_V1_RenderMapReply, RPCFailure> {
        do {
            return .success(try await client.call(MapRenderingMethods.renderMap, request, scope: .all))
        } catch {
            return .failure(error)
        }
    }

    private static func shows(_ className: String) -> (Vigie_V1_RenderMapReply) -> Bool {
        { String(decoding: $0.body, as: UTF8.self).contains("class=\"commune \(className)\"") }
    }

    @Test(.timeLimit(.minutes(2)))
    func aChangeRepaintsTheMap() async throws {
        let database = try await PrivatePostgreSQL.shared.makeDatabase()
        let owner = DatabasePool(address: try DatabaseAddress(url: database), size: 1, name: "tests", logger: Given.quiet)
        try await SchemaInstaller(pool: owner).install()
        try await Self.importMorbihan(owner)
        let node = try await PrivateRabbitMQ.shared
        let url = try await node.makeVirtualHost()
        let address = try BrokerAddress(url: url)
        try await TopologyAdministrator(address: address, name: "tests").apply(VigieTopology.topology)

        let renderer = BrokerAddresses(main: try BrokerAddress(url: node.url(url, as: BrokerUser.mapRendering.name)))
        let portal = BrokerAddresses(main: try BrokerAddress(url: node.url(url, as: BrokerUser.portal.name)))
        let assembly = try Assembly(
            broker: renderer, database: try DatabaseAddress(url: database), window: CopyWindow(), instance: "map-1", logger: Given.quiet)
        let client = RPCClient(address: portal.rpc, name: "tests.ask", logger: Given.quiet)
        let publisher = ConfirmedPublisher(address: address, name: "tests.publish", logger: Given.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in assembly.services { group.addTask { try await service.run() } }
            for (server, router) in Self.neighbours(address) { group.addTask { await server.run { await router.answer($0) } } }
            group.addTask { await client.run() }
            group.addTask { await publisher.run() }

            let request = try Given.request()
            let first = try await Self.ask(client, request, until: Self.shows("v0"))
            #expect(Self.shows("v0")(first))
            #expect(assembly.atlas.absence == nil && assembly.counts.absence == nil && assembly.server.absence == nil)

            var known = request
            known.ifNoneMatch = first.etag
            #expect(try await client.call(MapRenderingMethods.renderMap, known, scope: .all).notModified)

            // From here on PostgreSQL is away.
            await owner.close()
            await assembly.pool.close()
            let cell = CellCount(commune: try Given.code(1), day: try Given.today(), place: .home, cause: .unknown, deaths: 2, version: 9)
            var change = Vigie_V1_CountsChanged()
            change.department = "56"
            change.cells = [cell.message]
            try await publisher.publish(
                OutgoingMessage(
                    exchange: Names.Exchange.events, routingKey: Names.RoutingKey.countsChanged("56"),
                    properties: MessageProperties(type: Names.MessageType.countsChanged), body: try Wire.encode(change)))
            let second = try await Self.ask(client, request, until: Self.shows("v2"))
            #expect(Self.shows("v2")(second))
            #expect(second.etag != first.etag)
            group.cancelAll()
        }
    }
}
