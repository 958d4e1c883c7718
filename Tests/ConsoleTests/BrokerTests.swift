import Contracts
import Messaging
import Runtime
import TestBench
@testable import vigiectl
import Testing

@Suite struct BrokerTests {
    /// A virtual host of its own with Vigie's topology in it.
    private func withTopology(_ body: (BrokerAddress, ManagementAPI) async throws -> Void) async throws {
        let broker = try await PrivateRabbitMQ.shared
        let address = try BrokerAddress(url: try await broker.makeVirtualHost())
        let management = try ManagementAPI(url: broker.managementURL, virtualHost: address.virtualHost)
        for policy in VigieTopology.policies { try await management.put(policy) }
        try await TopologyAdministrator(address: address, name: "tests").apply(VigieTopology.topology)
        try await body(address, management)
    }

    private func withPublisher(_ address: BrokerAddress, _ body: (ConfirmedPublisher) async throws -> Void) async throws {
        let publisher = ConfirmedPublisher(address: address, name: "tests", logger: ConsoleLog.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            while publisher.absence != nil { try await Task.sleep(for: .milliseconds(10)) }
            try await body(publisher)
            publisher.stop()
            group.cancelAll()
        }
    }

    private func letter(_ number: Int) -> OutgoingMessage {
        var properties = MessageProperties()
        properties.messageID = "m\(number)"
        properties.type = Names.MessageType.declarationSubmitted
        properties.headers = [
            Names.Header.reason: "place 9 is unknown", Names.Header.originQueue: Names.Queue.declarations,
            Names.Header.traceparent: "00-1", Names.Header.attempts: "1",
        ]
        return OutgoingMessage(exchange: Names.Exchange.dead, routingKey: Names.Queue.declarations, properties: properties, body: [UInt8(number)])
    }

    @Test("Policies and topology go in twice, and the queues are listed with their depth")
    func queues() async throws {
        try await self.withTopology { address, management in
            try await TopologyAdministrator(address: address, name: "tests").apply(VigieTopology.topology)
            for policy in VigieTopology.policies { try await management.put(policy) }
            let queues = try await management.queues()
            #expect(queues.map(\.name) == ["aggregation.declarations", "alerting.counts", "dead.aggregation.declarations", "dead.alerting.counts"])
        }
    }

    @Test("Dead letters are shown with reason and origin, stay where they are, and go back whole when replayed")
    func replay() async throws {
        try await self.withTopology { address, management in
            try await self.withPublisher(address) { publisher in
                for number in 0..<120 { try await publisher.publish(self.letter(number)) }
            }
            let letters = try await management.peek("dead.aggregation.declarations", count: 5)
            #expect(letters.count == 5)
            #expect(letters.allSatisfy { $0.reason == "place 9 is unknown" && $0.originQueue == "aggregation.declarations" && $0.size == 1 })
            #expect(letters.first?.type == Names.MessageType.declarationSubmitted)

            let replay = DeadLetterReplay(address: address)
            let replayed = try await replay.run(queue: Names.Queue.declarations, limit: 120)
            #expect(replayed == 120)
            let nothing = try await replay.run(queue: Names.Queue.declarations, limit: 120, patience: .milliseconds(500))
            #expect(nothing == 0)
            let returned = try await management.peek(Names.Queue.declarations, count: 200)
            #expect(Set(returned.map(\.messageID)) == Set((0..<120).map { "m\($0)" }))
            #expect(returned.allSatisfy { $0.reason == "not told" })
        }
    }

    @Test("A replayed message is what it was before it was given up")
    func original() {
        let sent = self.letter(7)
        var properties = sent.properties
        properties.headers["x-death"] = "…"
        let delivery = Delivery(exchange: "vigie.dead", routingKey: Names.Queue.declarations, properties: properties, isRedelivered: false, deliveryCount: 0, body: [7])
        let original = DeadLetterReplay.original(delivery, queue: Names.Queue.declarations)
        #expect(original.exchange == "" && original.routingKey == Names.Queue.declarations && original.body == [7])
        #expect(original.properties.headers == [Names.Header.traceparent: "00-1", Names.Header.attempts: "1"])
        #expect(original.properties.messageID == "m7")
    }

    @Test("A management API that refuses, or is not there, is one clear sentence without the password")
    func unreachable() async throws {
        let url = try await PrivateRabbitMQ.shared.managementURL
        for (bad, words) in [("http://u:s3cret@127.0.0.1:1", "does not answer"), (url.replacing("://", with: "://x"), "refuses the user or password")] {
            let error = await #expect(throws: ConsoleError.self) { try await ManagementAPI(url: bad, virtualHost: "/").queues() }
            #expect(error?.description.contains(words) == true)
            #expect(error?.description.contains("s3cret") == false)
        }
        #expect(throws: ConsoleError.self) { try ManagementAPI(url: "localhost:15672", virtualHost: "/") }
    }
}
