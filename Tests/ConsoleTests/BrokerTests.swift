import Contracts
import Messaging
import Runtime
import TestBench
@testable import vigiectl
import Testing

@Suite struct BrokerTests {
    /// A virtual host of its own with Vigie's topology in it; `user` is who `body` gets the address of.
    private func withTopology(_ body: (BrokerAddress, ManagementAPI) async throws -> Void) async throws {
        try await self.withTopology(as: nil) { address, management, _ in try await body(address, management) }
    }

    private func withTopology(as user: BrokerUser?, _ body: (BrokerAddress, ManagementAPI, BrokerAddress) async throws -> Void) async throws {
        let broker = try await PrivateRabbitMQ.shared
        let url = try await broker.makeVirtualHost()
        let address = try BrokerAddress(url: url)
        let management = try ManagementAPI(url: broker.managementURL, virtualHost: address.virtualHost)
        for policy in VigieTopology.policies { try await management.put(policy) }
        try await TopologyAdministrator(address: address, name: "tests").apply(VigieTopology.topology)
        try await body(address, management, try user.map { try BrokerAddress(url: broker.url(url, as: $0.name)) } ?? address)
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

    private func letter(_ number: Int, author: String? = nil) -> OutgoingMessage {
        var properties = MessageProperties()
        properties.messageID = "m\(number)"
        properties.type = Names.MessageType.declarationSubmitted
        properties.headers = [
            Names.Header.reason: "place 9 is unknown", Names.Header.originQueue: Names.Queue.declarations,
            Names.Header.traceparent: "00-1", Names.Header.attempts: "1",
        ]
        properties.headers[Names.Header.author] = author
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

    @Test("Of a policy the broker gets what its version knows; what is wrong otherwise is told")
    func policies() async throws {
        let broker = try await PrivateRabbitMQ.shared
        let url = try await broker.makeVirtualHost()
        let host = try #require(url.split(separator: "/").last.map(String.init))
        let management = try ManagementAPI(url: broker.managementURL, virtualHost: host)
        func kept() async throws -> String { try await broker.control(["list_policies", "-q", "-p", host]) }
        try await management.put(Policy(name: "p", pattern: "^q$", definition: ["delivery-limit": .number(20)], whereKnown: ["max-length": .number(7)]))
        #expect(try await kept().contains("\"max-length\":7"))
        try await management.put(Policy(name: "p", pattern: "^q$", definition: ["delivery-limit": .number(21)], whereKnown: ["known-to-nobody": .number(7)]))
        let second = try await kept()
        #expect(second.contains("\"delivery-limit\":21") && !second.contains("known-to-nobody") && !second.contains("max-length"))
        let error = await #expect(throws: ConsoleError.self) {
            try await management.put(Policy(name: "p", pattern: "^q$", definition: ["known-to-nobody": .number(7)], whereKnown: ["max-length": .number(7)]))
        }
        #expect(error?.description.contains("known-to-nobody") == true)
        #expect(VigieTopology.policies.allSatisfy { $0.whereKnown == ["consumer-disconnected-timeout": .number(1_000)] })
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

    @Test("What is sent back is vigiectl's to the broker, and says who wrote it first: as its letter told, or as the broker knew")
    func authors() async throws {
        try await self.withTopology(as: .aggregation) { address, management, aggregation in
            try await self.withPublisher(aggregation) { publisher in
                try await publisher.publish(self.letter(1, author: "ingest"))
                try await publisher.publish(self.letter(2, author: "portal"))
                try await publisher.publish(self.letter(3))
                // One that the broker itself moved, when its delivery limit was reached: nobody wrote a reason, and its user is its author.
                var moved = self.letter(4)
                moved.properties.headers = [:]
                try await publisher.publish(moved)
            }
            #expect(try await management.peek("dead.aggregation.declarations", count: 9).map(\.author) == ["ingest", "portal", "-", "aggregation"])
            #expect(try await DeadLetterReplay(address: address).run(queue: Names.Queue.declarations, limit: 4) == 4)
            let returned = try await management.peek(Names.Queue.declarations, count: 9)
            #expect(returned.allSatisfy { $0.user == "vigiectl" })
            #expect(
                Dictionary(uniqueKeysWithValues: returned.map { ($0.messageID, $0.namedAuthor) })
                    == ["m1": "ingest", "m2": "portal", "m3": nil, "m4": "aggregation"])
        }
    }

    @Test("A replayed message is what it was before it was given up")
    func original() {
        let sent = self.letter(7)
        var properties = sent.properties
        properties.headers["x-death"] = "…"
        let delivery = Delivery(
            exchange: "vigie.dead", routingKey: Names.Queue.declarations, properties: properties, isRedelivered: false, deliveryCount: 0, body: [7])
        let original = DeadLetterReplay.original(delivery, queue: Names.Queue.declarations)
        #expect(original.exchange == "" && original.routingKey == Names.Queue.declarations && original.body == [7])
        #expect(original.properties.headers == [Names.Header.traceparent: "00-1", Names.Header.attempts: "1"])
        #expect(original.properties.messageID == "m7")
    }

    @Test("Users, virtual hosts and rights go in twice; an administrator of before makes ours and goes")
    func setup() async throws {
        let broker = try await PrivateRabbitMQ.start()
        let host = broker.managementURL.split(separator: "@").last.map(String.init) ?? ""
        let root = try ManagementAPI(url: broker.managementURL, virtualHost: "/")
        // As a version before left it: one user for all, and questions in the main virtual host.
        for user in try await root.users() where user != "vigiectl" { try await root.delete(user: user) }
        let all = ".*"
        for user in ["vigie", "guest"] { try await root.put(user: user, password: "old", isAdministrator: true) }
        try await root.put(Permission(user: "vigie", virtualHost: "/", configure: all, write: all, read: all))
        try await root.delete(user: "vigiectl")
        let former = try ManagementAPI(url: "http://vigie:old@\(host)", virtualHost: "/")
        let ours = BrokerSetup(management: root, main: "/", rpc: "vigie.rpc")
        #expect(try await !root.isAdmitted())
        #expect(try await former.isAdmitted())

        try await ours.admit(by: former)
        let passwords: [BrokerUser: String] = [.ingest: "a", .portal: "b", .aggregation: "c"]
        for _ in 1...2 {
            #expect(try await ours.apply(passwords: passwords) == [.alerting, .mapRendering])
            try await TopologyAdministrator(address: try BrokerAddress(url: broker.amqpURL), name: "tests").apply(VigieTopology.topology)
        }
        let address = broker.amqpURL.split(separator: "@").last.map(String.init) ?? ""
        let ingest = BrokerAddresses(main: try BrokerAddress(url: "amqp://ingest:a@\(address)"))
        #expect(ingest.rpc.virtualHost == "vigie.rpc")
        #expect(try await Deed.publish(exchange: "vigie.declarations", key: "declaration").isAllowed(at: ingest.main))
        #expect(try await Deed.publish(exchange: "", key: "aggregation.declarations").isAllowed(at: ingest.main) == false)
        #expect(try await Deed.await.isAllowed(at: ingest.rpc))
        #expect(try await ours.retire() == ["guest", "vigie"])
        #expect(try await ours.retire() == [])
        #expect(try await root.users() == ["vigiectl", "ingest", "portal", "aggregation"])
        #expect(try await !former.isAdmitted())
        // Nobody of before is asked any more.
        try await ours.admit(by: former)
        try await broker.stop()
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
