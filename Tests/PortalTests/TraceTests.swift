import Accounts
import Contracts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Messaging
import Mortality
import Runtime
import TestBench
import Testing
import Threading
import Web

@testable import Portal

/// From a page's request over RPC to another service's log, through a real broker.
@Suite("A question keeps the trace of who asked", .timeLimit(.minutes(2)))
struct TraceTests {
    private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"

    @Test("One id stands in the page's answer, in the question and in the log of who answers it")
    func trace() async throws {
        let lines = Locked<[String]>([])
        let logger = Logger(label: "alerting") { label in
            JSONLogHandler(service: "alerting", instance: "alerting-1", label: label, level: .info) { line in lines.withLock { $0.append(line) } }
        }
        var answers = RPCRouter(logger: logger)
        answers.on(AlertingMethods.alerts) { _, caller in
            logger.info("asked", metadata: ["scope": "\(caller.scope.header)"])
            return Vigie_V1_AlertsReply()
        }
        struct Failure: Error {}
        answers.on(AlertingMethods.watch) { _, _ in throw Failure() }
        let router = answers
        let node = try await PrivateRabbitMQ.shared
        let url = try await node.makeVirtualHost()
        let alerting = BrokerAddresses(main: try BrokerAddress(url: node.url(url, as: BrokerUser.alerting.name)))
        let questions = BrokerAddresses(main: try BrokerAddress(url: node.url(url, as: BrokerUser.portal.name)))
        let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
        let server = RPCServer(address: alerting.rpc, queue: Names.Queue.rpc(AlertingMethods.service), name: "answer", logger: quiet)
        let client = RPCClient(address: questions.rpc, name: "ask", logger: quiet)
        let portal = TestedPortal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run { await router.answer($0) } }
            group.addTask { await client.run() }
            let deadline = ContinuousClock.now + .seconds(30)
            while server.absence != nil || client.absence != nil, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            let traceparent = try #require(HTTPField.Name("traceparent"))
            let headers: HTTPFields = [.authorization: "Bearer \(portal.morbihan.text)", traceparent: "00-\(Self.id)-00f067aa0ba902b7-01"]
            let statuses = try await Application(router: try portal.routes(asking: client).router(), logger: quiet).test(.router) { http in
                let list = try await http.execute(uri: "/v1/alerts?department=56", method: .get, headers: headers)
                #expect(list.headers[traceparent]?.contains(Self.id) == true)
                let watch = try await http.execute(uri: "/v1/departments/56/watch", method: .get, headers: headers)
                return [list.status, watch.status]
            }
            #expect(statuses == [.ok, .serviceUnavailable])
            server.stop()
            client.stop()
            group.cancelAll()
        }
        let told = lines.withLock { $0 }
        #expect(told.count == 2 && told[0].contains("\"message\":\"asked\"") && told[0].contains("\"scope\":\"56\""))
        #expect(told.allSatisfy { $0.contains("\"correlation\":\"\(Self.id)\"") })
    }
}
