import Contracts
import Messaging
import Mortality
import Runtime
import TestBench
import Threading

@testable import LiveCopies

/// A broker with stand-ins for Aggregation and Alerting: what they answer, and what they were asked for.
final class AnsweringHouse: Sendable {
    let virtualHost: String
    let address: BrokerAddress
    let client: RPCClient
    let publisher: ConfirmedPublisher
    let asked = Locked<[String]>([])
    /// Pages of the Morbihan: each is one commune's cell.
    let pages = Locked<[CellCount]>([])
    /// What is answered of days before the window.
    let older = Locked<@Sendable (Vigie_V1_CountsSnapshotRequest) async throws -> Vigie_V1_CountsSnapshotReply>({ _ in Vigie_V1_CountsSnapshotReply() })

    init() async throws {
        let broker = try await PrivateRabbitMQ.shared
        let url = try await broker.makeVirtualHost()
        self.virtualHost = url.split(separator: "/").last.map(String.init) ?? ""
        self.address = try BrokerAddress(url: url)
        try await TopologyAdministrator(address: self.address, name: "tests").apply(VigieTopology.topology)
        let portal = BrokerAddresses(main: try BrokerAddress(url: broker.url(url, as: BrokerUser.portal.name)))
        self.client = RPCClient(address: portal.rpc, name: "tests.ask", logger: Given.quiet)
        self.publisher = ConfirmedPublisher(address: self.address, name: "tests.publish", logger: Given.quiet)
    }

    func router() -> RPCRouter {
        var router = RPCRouter(logger: Given.quiet)
        router.on(AggregationMethods.countsSnapshot) { request, _ in
            if request.toDay < CivilDay.last.daysSinceEpoch {
                self.asked.withLock { $0.append("\(request.department) from \(request.fromDay) to \(request.toDay)") }
                return try await self.older.withLock { $0 }(request)
            }
            let page = Int(request.token.first ?? 0)
            self.asked.withLock { $0.append("\(request.department) \(page)") }
            let pages = self.pages.withLock { $0 }
            var reply = Vigie_V1_CountsSnapshotReply()
            guard request.department == "56", pages.indices.contains(page) else { return reply }
            reply.cells = [pages[page].message]
            if page + 1 < pages.count { reply.setNextToken([UInt8(page + 1)]) }
            return reply
        }
        router.on(AlertingMethods.assessments) { request, _ in
            var reply = Vigie_V1_AssessmentsReply()
            if request.department == "56" { reply.assessments = [try Given.assessment(try Given.march(7), expected: 8, version: 1).message] }
            return reply
        }
        return router
    }

    /// Runs the stand-ins and `more` while `body` runs.
    func during(_ more: @escaping @Sendable () async throws -> Void, _ body: () async throws -> Void) async throws {
        let router = self.router()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in [AggregationMethods.service, AlertingMethods.service] {
                let server = RPCServer(
                    address: BrokerAddresses(main: self.address).rpc, queue: Names.Queue.rpc(service), name: "tests.\(service)", logger: Given.quiet)
                group.addTask { await server.run { await router.answer($0) } }
            }
            group.addTask { await self.client.run() }
            group.addTask { await self.publisher.run() }
            group.addTask { try await more() }
            try await body()
            group.cancelAll()
        }
    }

    func publish(_ routingKey: String, _ body: [UInt8]) async throws {
        try await self.publisher.publish(OutgoingMessage(exchange: Names.Exchange.events, routingKey: routingKey, body: body))
    }
}
