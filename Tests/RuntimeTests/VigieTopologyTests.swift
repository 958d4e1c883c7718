import Contracts
import Messaging
import Testing

@testable import Runtime

@Suite struct VigieTopologyTests {
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
}
