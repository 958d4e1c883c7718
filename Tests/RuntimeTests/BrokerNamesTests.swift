import Contracts
import Messaging
import Persistence
import Testing

@testable import Runtime

/// The topology, and what messages look like on their way.
@Suite struct BrokerNamesTests {
    private let topology = VigieTopology.topology

    @Test func everyBindingHoldsOnSomethingThatIsThere() {
        let exchanges = Set(self.topology.exchanges.map(\.name)), queues = Set(self.topology.queues.map(\.name))
        #expect(exchanges.count == self.topology.exchanges.count && queues.count == self.topology.queues.count)
        for binding in self.topology.bindings {
            #expect(exchanges.contains(binding.exchange) && queues.contains(binding.queue), "\(binding)")
        }
        #expect(Set(self.topology.bindings.map(\.queue)) == queues)
    }

    @Test func everyWorkingQueueHasItsLimitsAndItsDeadLetters() throws {
        let working = self.topology.queues.map(\.name).filter { !$0.hasPrefix("dead.") }
        #expect(Set(working) == [Names.Queue.declarations, Names.Queue.alertingCounts])
        for queue in working {
            #expect(self.topology.bindings.contains(.init(exchange: Names.Exchange.dead, routingKey: queue, queue: Names.Queue.dead(of: queue))))
            let policy = try #require(VigieTopology.policies.first { $0.name == queue })
            #expect(policy.definition["overflow"] == .text("reject-publish"))
            #expect(policy.definition["delivery-limit"] == .number(20))
            #expect(policy.definition["dead-letter-strategy"] == .text("at-least-once"))
            #expect(policy.definition["dead-letter-exchange"] == .text(Names.Exchange.dead))
            #expect(policy.definition["dead-letter-routing-key"] == .text(queue))
        }
    }

    @Test func aPolicyTouchesItsQueueAlone() throws {
        for policy in VigieTopology.policies {
            let pattern = try Regex(policy.pattern)
            let touched = self.topology.queues.map(\.name).filter { $0.firstMatch(of: pattern) != nil }
            #expect(touched == [policy.name])
            #expect(policy.name.replacing(".", with: "x").firstMatch(of: pattern) == nil)
        }
    }

    @Test func aDeadLetterSaysWhyAndWhence() {
        let delivery = Delivery(
            exchange: Names.Exchange.declarations, routingKey: "declaration",
            properties: MessageProperties(
                messageID: "abc", type: "t", expiration: .seconds(5), contentType: Names.contentType, headers: ["traceparent": "00-x"], isPersistent: false),
            isRedelivered: true, deliveryCount: 2, body: [1, 2, 3])
        let letter = delivery.deadLetter(from: Names.Queue.declarations, reason: String(repeating: "é", count: 5_000))
        #expect(letter.exchange == Names.Exchange.dead && letter.routingKey == Names.Queue.declarations)
        #expect(letter.body == [1, 2, 3] && letter.properties.messageID == "abc" && letter.properties.type == "t")
        // It stays until somebody has read it.
        #expect(letter.properties.expiration == nil && letter.properties.isPersistent)
        #expect(letter.properties.headers[Names.Header.reason]?.count == 1_000)
        #expect(letter.properties.headers[Names.Header.originQueue] == Names.Queue.declarations)
        #expect(letter.properties.headers[Names.Header.originExchange] == Names.Exchange.declarations)
        #expect(letter.properties.headers[Names.Header.originRoutingKey] == "declaration")
        #expect(letter.properties.headers[Names.Header.attempts] == "3")
        #expect(letter.properties.headers["traceparent"] == "00-x")
    }
}
