@testable import Messaging
import Testing

@Suite struct BrokerAddressTests {
    @Test("All parts, escapes decoded")
    func parts() throws {
        let address = try BrokerAddress(url: "amqp://me%40home:p%3Aw%2F@broker.example:5673/a%2Fb")
        #expect(address.user == "me@home")
        #expect(address.password == "p:w/")
        #expect(address.host == "broker.example")
        #expect(address.port == 5_673)
        #expect(address.virtualHost == "a/b")
    }

    @Test("What need not be written", arguments: ["amqp://u:p@h", "amqp://u:p@h/", "amqp://u:p@h:5672/%2F"])
    func defaults(url: String) throws {
        let address = try BrokerAddress(url: url)
        #expect(address.port == 5_672)
        #expect(address.virtualHost == "/")
    }

    @Test("An IPv6 address stands in brackets")
    func brackets() throws {
        #expect(try BrokerAddress(url: "amqp://u:p@[::1]/").host == "::1")
        let address = try BrokerAddress(url: "amqp://u:p@[::1]:5673/")
        #expect(address.host == "::1")
        #expect(address.port == 5_673)
    }

    @Test("The password is in no description")
    func secrecy() throws {
        let address = try BrokerAddress(url: "amqp://u:s3cret@h:1/v")
        #expect(!"\(address) \(String(reflecting: address))".contains("s3cret"))
    }

    @Test(
        "What is no address is refused, and the refusal tells no secret",
        arguments: [
            "", "h", "http://u:s3cret@h", "amqp://", "amqp://h", "amqp://u@h", "amqp://:s3cret@h", "amqp://u:s3cret@", "amqp://u:s3cret@h:0",
            "amqp://u:s3cret@h:65536", "amqp://u:s3cret@h:x", "amqp://u:s3cret%@h", "amqp://u:s3cret%zz@h", "amqp://u:s3cret%00@h",
        ])
    func refused(url: String) {
        let error = #expect(throws: MessagingError.self) { try BrokerAddress(url: url) }
        #expect(error?.code == .invalid)
        #expect(error?.reason.contains("s3cret") == false)
        #expect(error?.isRetriable == false)
    }
}
