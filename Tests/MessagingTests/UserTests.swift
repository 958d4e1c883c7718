@testable import Messaging
import TestBench
import Testing
import Threading

/// Who sent a message is known to who takes it.
@Suite struct UserTests {
    @Test("A message names its connection's user, whatever its sender wrote")
    func stamped() async throws {
        let broker = try await PrivateRabbitMQ.shared
        let url = try await Letters.prepare(try await broker.makeVirtualHost())
        let users = Locked<[String?]>([])
        try await withPublisher(broker.url(url, as: "ingest")) { publisher in
            for claimed in [nil, "ingest", "aggregation", "vigiectl"] {
                try await publisher.publish(
                    OutgoingMessage(exchange: Letters.exchange, routingKey: "letter", properties: MessageProperties(userID: claimed), body: [1]))
            }
        }
        try await withConsumer(url, .queue(Letters.queue), handle: { batch in users.withLock { $0 += batch.map(\.properties.userID) } }) { _ in
            try await eventually { users.withLock { $0.count } == 4 }
        }
        #expect(users.withLock { $0 } == ["ingest", "ingest", "ingest", "ingest"])
    }

    @Test("A request names who asks")
    func asking() async throws {
        let broker = try await PrivateRabbitMQ.shared
        let url = try await broker.makeVirtualHost()
        try await withServer(url, queue: "s", handle: { RPCReply(.ok, body: Array(($0.user ?? "nobody").utf8)) }) { _ in
            for user in ["portal", "map-rendering"] {
                try await withClient(broker.url(url, as: user)) { client in
                    let reply = try await client.call(queue: "s", method: "m", body: [], timeout: .seconds(20))
                    #expect(reply.body == Array(user.utf8))
                }
            }
        }
    }

    @Test("A queue of a connection's own carries its user's name, and another one each time")
    func named() async throws {
        let broker = try await PrivateRabbitMQ.shared
        let url = try await Letters.prepare(try await broker.makeVirtualHost())
        let host = try BrokerAddress(url: url).virtualHost
        let source = ConsumerSource.exclusive(bindings: [.init(exchange: Letters.exchange, routingKey: "letter", queue: "")])
        let portal = broker.url(url, as: "portal")
        try await withConsumer(portal, source, handle: { _ in }) { _ in
            try await withConsumer(portal, source, handle: { _ in }) { _ in
                let names = try await broker.control(["list_queues", "-q", "-p", host, "name"]).split(separator: "\n").filter { $0.hasPrefix("portal.") }
                #expect(Set(names).count == 2)
                #expect(names.allSatisfy { $0.dropFirst(7).allSatisfy(\.isHexDigit) })
            }
        }
    }

    @Test("The same broker and user in another virtual host")
    func within() throws {
        let address = try BrokerAddress(url: "amqp://u:p@h:1/v").within(virtualHost: "v.rpc")
        #expect(address == (try BrokerAddress(url: "amqp://u:p@h:1/v.rpc")))
    }
}
