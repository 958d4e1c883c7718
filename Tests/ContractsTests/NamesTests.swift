import Contracts
import Testing

@Suite("Names that services meet under")
struct NamesTests {
    @Test("Queues and keys are spelt as the architecture says")
    func names() {
        #expect(Names.Exchange.declarations == "vigie.declarations")
        #expect(Names.Exchange.events == "vigie.events")
        #expect(Names.Exchange.dead == "vigie.dead")
        #expect(Names.Queue.declarations == "aggregation.declarations")
        #expect(Names.Queue.dead(of: Names.Queue.alertingCounts) == "dead.alerting.counts")
        #expect(Names.RoutingKey.countsChanged("2A") == "counts.changed.2A")
        #expect(Names.RoutingKey.alertChanged("974") == "alert.changed.974")
    }

    @Test("A method's queue is its service's")
    func methods() {
        #expect(AggregationMethods.declarationStatus.queue == "vigie.rpc.aggregation")
        #expect(AlertingMethods.assessments.queue == "vigie.rpc.alerting")
        #expect(MapRenderingMethods.renderMap.queue == "vigie.rpc.map-rendering")
    }

    @Test("No two methods of a service have the same name")
    func distinct() {
        let names = [AggregationMethods.countsSnapshot.name, AggregationMethods.declarationStatus.name, AggregationMethods.recentDeclarations.name]
        #expect(Set(names).count == 3)
        #expect(AlertingMethods.assessments.name != AlertingMethods.alerts.name)
    }

    @Test("The name of a message is its AMQP type")
    func types() {
        #expect(Names.MessageType.declarationSubmitted == Vigie_V1_DeclarationSubmitted.protoMessageName)
        #expect(Names.MessageType.countsChanged == Vigie_V1_CountsChanged.protoMessageName)
        #expect(Names.MessageType.alertChanged == Vigie_V1_AlertChanged.protoMessageName)
    }
}
