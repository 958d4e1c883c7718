import Contracts
import Messaging
import Mortality
import ServiceLifecycle
import TestBench
import Testing

@testable import Alerting
@testable import Runtime

/// The test of the whole service between a real broker and a real PostgreSQL. The test answers in place of Aggregation.
@Suite struct ServiceTests {
    @Test(.timeLimit(.minutes(3))) func aChangeIsJudgedAndToldWhatCannotBeReadIsBuried() async throws {
        let today = ZoneClock().today(in: "Europe/Paris")
        let world = try await AlertingWorld.fresh(today: today.description)
        let node = try await PrivateRabbitMQ.shared
        let url = try await node.makeVirtualHost()
        let broker = try BrokerAddress(url: url)
        try await TopologyAdministrator(address: broker, name: "tests.topology").apply(VigieTopology.topology)

        let context = ServiceProcess.Context(
            name: "alerting", instance: "alerting-tests",
            settings: try await Settings(environment: [
                "VIGIE_AMQP_URL": node.url(url, as: BrokerUser.alerting.name), "VIGIE_DATABASE_URL": world.url, "VIGIE_READER_DATABASE_URL": world.url,
            ]),
            logger: AlertingWorld.quiet, readiness: Readiness())
        let services = try AlertingService.services(context)
        let publisher = ConfirmedPublisher(address: broker, name: "tests.publish", logger: AlertingWorld.quiet)
        let aggregation = Self.aggregation(at: broker, snapshot: try AlertingWorld.week(endingOn: today, daily: 10))
        let (told, tell) = AsyncStream.makeStream(of: AlertChange.self)
        let listener = BatchConsumer(
            address: broker,
            source: .exclusive(bindings: [.init(exchange: Names.Exchange.events, routingKey: Names.RoutingKey.anyAlertChanged, queue: "")]),
            name: "tests.listen", logger: AlertingWorld.quiet)
        let (graves, bury) = AsyncStream.makeStream(of: Delivery.self)
        let gravedigger = BatchConsumer(
            address: broker, source: .queue(Names.Queue.dead(of: Names.Queue.alertingCounts)), name: "tests.dead", logger: AlertingWorld.quiet)
        let (listening, listens) = AsyncStream.makeStream(of: Void.self)

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            group.addTask { await aggregation() }
            group.addTask {
                await listener.run(onSubscribed: { listens.yield() }) { batch in
                    for delivery in batch { tell.yield(try AlertChange(try Wire.decode(from: delivery.body))) }
                }
            }
            group.addTask { await gravedigger.run { for delivery in $0 { bury.yield(delivery) } } }
            for await _ in listening { break }
            for service in services { group.addTask { try await service.run() } }

            // The snapshot holds an ordinary week.
            var changes = told.filter { $0.department.text == "56" }.makeAsyncIterator()
            let first = try #require(await changes.next())
            #expect(first.assessments.first { $0.day == today }?.level == .green)
            while !(await context.readiness.report().isReady) { try await Task.sleep(for: .milliseconds(20)) }

            // A change brings thirty deaths a day.
            let week = try AlertingWorld.week(endingOn: today, daily: 30, version: 2)
            let began = ContinuousClock.now
            try await publisher.publish(try Self.message(week, department: "56"))
            let second = try #require(await changes.next())
            let took = ContinuousClock.now - began
            print("a change was judged and told in \(took)")
            #expect(took < .seconds(2))
            #expect(second.alerts.map(\.level) == [.red])
            #expect(second.assessments.first { $0.day == today }?.observed == 210)

            // A message comes that nobody can read.
            try await publisher.publish(
                OutgoingMessage(exchange: Names.Exchange.events, routingKey: "counts.changed.56", body: [0xFF, 0x00]))
            var dead = graves.makeAsyncIterator()
            let letter = try #require(await dead.next())
            #expect(letter.body == [0xFF, 0x00])
            #expect(letter.properties.headers[Names.Header.originQueue] == Names.Queue.alertingCounts)

            // A question is answered.
            let client = RPCClient(
                address: BrokerAddresses(main: try BrokerAddress(url: node.url(url, as: BrokerUser.portal.name))).rpc, name: "tests.ask",
                logger: AlertingWorld.quiet)
            group.addTask { await client.run() }
            while client.absence != nil { try await Task.sleep(for: .milliseconds(20)) }
            let reply = try await client.call(AlertingMethods.alerts, Vigie_V1_AlertsRequest(), scope: .all)
            #expect(reply.alerts.count == 1)
            group.cancelAll()
        }
    }

    private static func message(_ counts: DepartmentCounts, department: String) throws -> OutgoingMessage {
        let change = CountsChange(
            department: try DepartmentCode(department), cells: counts.cells, reports: counts.reports,
            committedAt: Instant.now, correlationIDs: [])
        return OutgoingMessage(
            exchange: Names.Exchange.events, routingKey: Names.RoutingKey.countsChanged(department),
            properties: MessageProperties(type: Names.MessageType.countsChanged), body: try Wire.encode(change.message))
    }

    /// Answers with the snapshot of Morbihan, in one page, and with nothing for other departments.
    private static func aggregation(at broker: BrokerAddress, snapshot: DepartmentCounts) -> @Sendable () async -> Void {
        var router = RPCRouter(logger: AlertingWorld.quiet)
        router.on(AggregationMethods.countsSnapshot) { request, _ in
            var reply = Vigie_V1_CountsSnapshotReply()
            if request.department == "56" {
                reply.cells = snapshot.cells.map(\.message)
                reply.reports = snapshot.reports.map(\.message)
            }
            return reply
        }
        let server = RPCServer(
            address: BrokerAddresses(main: broker).rpc, queue: Names.Queue.rpc(AggregationMethods.service), name: "tests.aggregation",
            logger: AlertingWorld.quiet)
        return { [router] in await server.run { await router.answer($0) } }
    }
}
