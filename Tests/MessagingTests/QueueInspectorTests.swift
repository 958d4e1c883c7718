import Messaging
import TestBench
import Testing

@Suite("Looking at queues")
struct QueueInspectorTests {
    @Test("What waits and who consumes is told, in the order asked for; what is not there is left out")
    func looked() async throws {
        let url = try await Letters.prepare(try await PrivateRabbitMQ.shared.makeVirtualHost())
        let inspector = QueueInspector(address: try BrokerAddress(url: url), name: "test inspector")
        let found = try await inspector.look(at: ["nowhere.one", Letters.queue, "nowhere.two"])
        #expect(found == [QueueCondition(name: Letters.queue, waiting: 0, consumers: 0)])
        #expect(try await inspector.look(at: ["nowhere.one"]).isEmpty)
        #expect(try await inspector.look(at: []).isEmpty)
    }

    @Test("It needs no right in the virtual host")
    func rights() async throws {
        let broker = try await PrivateRabbitMQ.shared
        let url = try await Letters.prepare(try await broker.makeVirtualHost())
        let address = try BrokerAddress(url: url)
        let user = "onlooker-\(UInt32.random(in: 0...UInt32.max))"
        try await broker.control(["add_user", user, "secret"])
        try await broker.control(["set_permissions", "-p", address.virtualHost, user, "^$", "^$", "^$"])
        let host = try #require(url.split(separator: "@").last)
        let inspector = QueueInspector(address: try BrokerAddress(url: "amqp://\(user):secret@\(host)"), name: "test inspector")
        #expect(try await inspector.look(at: [Letters.queue]).map(\.name) == [Letters.queue])
        try await broker.control(["delete_user", user])
    }

    @Test("A broker that is away is an error, soon")
    func away() async throws {
        let inspector = QueueInspector(address: try BrokerAddress(url: "amqp://nobody:none@127.0.0.1:1/none"), name: "test inspector")
        await #expect(throws: MessagingError.self) { try await inspector.look(at: [Letters.queue]) }
    }
}
