import Messaging
import Threading

/// What tests send: numbered messages to one quorum queue through one exchange, and what has come of them.
enum Letters {
    static let exchange = "letters"
    static let queue = "letters"

    static let topology = Topology(
        exchanges: [.init(exchange, .direct)], queues: [.init(queue)],
        bindings: [.init(exchange: exchange, routingKey: "letter", queue: queue)])

    /// Declares them, and gives the url back.
    static func prepare(_ url: String) async throws -> String {
        try await TopologyAdministrator(address: try BrokerAddress(url: url), name: "test topology").apply(topology)
        return url
    }

    static func message(_ number: Int, key: String = "letter") -> OutgoingMessage {
        OutgoingMessage(
            exchange: exchange, routingKey: key, properties: MessageProperties(messageID: "m\(number)"), body: Array("\(number)".utf8))
    }

    static func number(_ delivery: Delivery) -> Int { Int(String(decoding: delivery.body, as: UTF8.self)) ?? -1 }
}

/// Numbers that tasks collect.
final class Collected: Sendable {
    private let numbers = Locked<[Int]>([])

    func add(_ new: [Int]) { numbers.withLock { $0 += new } }
    var all: [Int] { numbers.withLock { $0 } }
    var set: Set<Int> { Set(all) }
}
