import Contracts
import Logging
import Messaging
import Mortality
import Testing

@testable import Runtime

@Suite struct ScopeTests {
    @Test func travelsAsAHeader() throws {
        let scope = Scope.departments([try DepartmentCode("56"), try DepartmentCode("2A")])
        #expect(Scope(header: scope.header) == scope)
        #expect(Scope(header: Scope.all.header) == .all)
    }

    @Test(arguments: [nil, "", "x", ",", "99"] as [String?]) func whatCannotBeReadSeesNothing(_ header: String?) throws {
        #expect(try !Scope(header: header).contains(DepartmentCode("56")))
    }
}

@Suite struct RPCRouterTests {
    private func router() -> RPCRouter {
        var router = RPCRouter(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        router.on(AlertingMethods.assessments) { request, caller in
            _ = try caller.department(request.department)
            if request.fromDay == 13 { throw Broken() }
            return Vigie_V1_AssessmentsReply()
        }
        return router
    }

    private struct Broken: Error {}

    private func ask(_ department: String, scope: String?, day: Int32 = 0) async throws -> RPCReply {
        var request = Vigie_V1_AssessmentsRequest()
        request.department = department
        request.fromDay = day
        let headers = scope.map { [Names.Header.scope: $0] } ?? [:]
        return await self.router().answer(RPCRequest(method: "Assessments", body: try Wire.encode(request), headers: headers))
    }

    @Test func theScopeIsEnforced() async throws {
        #expect(try await self.ask("56", scope: "56").status == .ok)
        #expect(try await self.ask("56", scope: "*").status == .ok)
        #expect(try await self.ask("56", scope: "22,35").status == .denied)
        #expect(try await self.ask("56", scope: nil).status == .denied)
        #expect(try await self.ask("nowhere", scope: "*").status == .invalid)
    }

    @Test func whatCannotBeReadIsInvalidAndWhatBreaksIsUnavailable() async throws {
        #expect(await self.router().answer(RPCRequest(method: "Assessments", body: [0xFF, 0xFF])).status == .invalid)
        #expect(await self.router().answer(RPCRequest(method: "Nothing", body: [])).status == .invalid)
        let broken = try await self.ask("56", scope: "*", day: 13)
        #expect(broken.status == .unavailable)
        #expect(!broken.reason.contains("Broken"))
    }
}

@Suite struct VigieTopologyTests {
    @Test func everyQueueHasItsDeadLettersItsBindingAndItsLimits() {
        let topology = VigieTopology.topology
        let names = Set(topology.queues.map(\.name))
        for queue in topology.queues {
            #expect(topology.bindings.contains { $0.queue == queue.name })
            guard !queue.name.hasPrefix("dead.") else { continue }
            #expect(names.contains(Names.Queue.dead(of: queue.name)))
            let policy = VigieTopology.policies.first { $0.name == queue.name }
            #expect(policy?.definition["overflow"] == .text("reject-publish"))
            #expect(policy?.definition["delivery-limit"] == .number(20))
            #expect(policy?.definition["dead-letter-strategy"] == .text("at-least-once"))
            #expect(policy?.definition["dead-letter-routing-key"] == .text(queue.name))
        }
    }

    @Test func aDeadLetterTellsWhereItCameFrom() {
        let delivery = Delivery(
            exchange: "vigie.declarations", routingKey: "declaration",
            properties: MessageProperties(expiration: .seconds(1), headers: ["traceparent": "t"]), deliveryCount: 2, body: [1, 2])
        let letter = delivery.deadLetter(from: "aggregation.declarations", reason: "unreadable")
        #expect(letter.exchange == Names.Exchange.dead && letter.routingKey == "aggregation.declarations" && letter.body == [1, 2])
        #expect(letter.properties.expiration == nil && letter.properties.isPersistent)
        #expect(letter.properties.headers[Names.Header.reason] == "unreadable")
        #expect(letter.properties.headers[Names.Header.originExchange] == "vigie.declarations")
        #expect(letter.properties.headers[Names.Header.attempts] == "3")
        #expect(letter.properties.headers["traceparent"] == "t")
    }
}
