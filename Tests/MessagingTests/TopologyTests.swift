import Messaging
import TestBench
import Testing

@Suite struct TopologyTests {
    @Test("Applied twice it stays as it is; the check finds it")
    func applied() async throws {
        let url = try await Letters.prepare(try await PrivateRabbitMQ.shared.makeVirtualHost())
        let administrator = TopologyAdministrator(address: try BrokerAddress(url: url), name: "test topology")
        try await administrator.apply(Letters.topology)
        try await administrator.check(Letters.topology)
    }

    @Test("What is missing is named")
    func missing() async throws {
        let url = try await PrivateRabbitMQ.shared.makeVirtualHost()
        let administrator = TopologyAdministrator(address: try BrokerAddress(url: url), name: "test topology")
        let exchange = await #expect(throws: MessagingError.self) { try await administrator.check(Letters.topology) }
        #expect(exchange?.code == .refused)
        #expect(exchange?.reason.contains("exchange '\(Letters.exchange)'") == true)
        try await administrator.apply(Topology(exchanges: Letters.topology.exchanges))
        let queue = await #expect(throws: MessagingError.self) { try await administrator.check(Letters.topology) }
        #expect(queue?.reason.contains("queue '\(Letters.queue)'") == true)
    }

    @Test("Another kind of the same name is refused, and left as it was")
    func different() async throws {
        let url = try await Letters.prepare(try await PrivateRabbitMQ.shared.makeVirtualHost())
        let administrator = TopologyAdministrator(address: try BrokerAddress(url: url), name: "test topology")
        #expect(await failure { try await administrator.apply(Topology(exchanges: [.init(Letters.exchange, .topic)])) } == .refused)
        try await administrator.check(Letters.topology)
    }

    @Test("A wrong password is refused, and in no error")
    func password() async throws {
        let url = try await PrivateRabbitMQ.shared.amqpURL
        let host = try #require(url.split(separator: "@").last)
        let address = try BrokerAddress(url: "amqp://vigie:s3cret-wrong@\(host)")
        let error = await #expect(throws: MessagingError.self) { try await TopologyAdministrator(address: address, name: "who").check(Topology()) }
        #expect(error?.code == .refused)
        #expect(error?.reason.contains("s3cret") == false)
    }
}
