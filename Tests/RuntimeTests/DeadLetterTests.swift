import Contracts
import Messaging
import Persistence
import TestBench
import Testing
import Threading

@testable import Runtime

/// What messages look like on their way.
@Suite struct DeadLetterTests {
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

    @Test("A message whose headers fill a frame becomes a letter that fits, with why and whence", arguments: [100, 20_000, 120_000])
    func aLetterAlwaysFits(bytes: Int) async throws {
        var headers = ["traceparent": "00-x", "huge": String(repeating: "h", count: bytes)]
        for number in 0..<(bytes / 200) { headers["x\(number)"] = String(repeating: "é", count: 100) }
        // What is no UTF-8 grows when it is read: one byte becomes three.
        let swollen = String(decoding: [UInt8](repeating: 0xFF, count: 255), as: UTF8.self)
        headers[swollen] = "name"
        let delivery = Delivery(
            exchange: Names.Exchange.events, routingKey: swollen,
            properties: MessageProperties(
                messageID: swollen, correlationID: swollen, replyTo: swollen, type: swollen, contentType: swollen, headers: headers), body: [1])
        let letter = delivery.deadLetter(from: Names.Queue.declarations, reason: String(repeating: "\u{1F1EB}\u{301}", count: 5_000))
        let size = letter.properties.headers.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count + 8 }
        #expect(size <= 40_000)
        for name in [
            letter.properties.messageID, letter.properties.correlationID, letter.properties.replyTo, letter.properties.type, letter.properties.contentType,
        ] {
            #expect((name ?? "").utf8.count <= 255 && name?.isEmpty == false)
        }
        #expect(letter.properties.headers["traceparent"] == "00-x")
        #expect(letter.properties.headers[Names.Header.originQueue] == Names.Queue.declarations)
        #expect((letter.properties.headers[Names.Header.reason] ?? "").isEmpty == false)
        let leftOut = headers.count - letter.properties.headers.keys.count { headers[$0] != nil }
        #expect(letter.properties.headers[Names.Header.headersLeftOut] == "\(leftOut)")

        // The broker takes it.
        let address = try BrokerAddress(url: try await PrivateRabbitMQ.shared.makeVirtualHost())
        try await TopologyAdministrator(address: address, name: "tests").apply(VigieTopology.topology)
        let publisher = ConfirmedPublisher(address: address, name: "tests", logger: Given.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await publisher.run() }
            while publisher.absence != nil { try await Task.sleep(for: .milliseconds(10)) }
            try await DeadLetters(publisher: publisher).bury([letter])
            group.cancelAll()
        }
    }

    @Test(
        "A letter names the author in a header of its own, never as its user",
        arguments: [
            ("ingest", nil, "ingest"), ("portal", "ingest", "portal"), ("vigiectl", "ingest", "ingest"), ("vigiectl", nil, nil), (nil, "ingest", nil),
            (nil, nil, nil),
        ] as [(String?, String?, String?)])
    func authors(_ user: String?, _ told: String?, _ author: String?) {
        var properties = MessageProperties(userID: user)
        properties.headers[Names.Header.author] = told
        let letter = Delivery(exchange: "", routingKey: "k", properties: properties, body: []).deadLetter(from: "q", reason: "r")
        #expect(letter.properties.headers[Names.Header.author] == author)
        #expect(letter.properties.userID == nil)
    }

    @Test func ofABatchThatIsTriedAgainALetterIsBuriedOnce() async throws {
        let letters = (1...3).map { number in
            Delivery(exchange: "e", routingKey: "k", properties: MessageProperties(messageID: "\(number)"), body: [UInt8(number)])
                .deadLetter(from: "q", reason: "r")
        }
        let published = Locked<[UInt8]>([])
        let isBlocked = Locked(true)
        let graves = DeadLetters { messages in
            messages.map { message in
                if message.body == [2], isBlocked.withLock({ $0 }) { return .failure(MessagingError(.blocked, "played")) }
                published.withLock { $0 += message.body }
                return .success(())
            }
        }
        for _ in 0..<5 { await #expect(throws: MessagingError.self) { try await graves.bury(letters) } }
        isBlocked.withLock { $0 = false }
        try await graves.bury(letters)
        #expect(published.withLock { $0.sorted() } == [1, 2, 3])
        // The next batch is another.
        try await graves.bury(letters)
        #expect(published.withLock { $0.count } == 6)
    }

    @Test func whatWaitedInTheOutboxIsPublishedAsItWasWritten() {
        let id: [UInt8] = [0x00, 0x0F, 0xF0] + Array(repeating: 0xAB, count: 13)
        let message = OutboxPublisher.outgoing(
            OutboxMessage(
                exchange: Names.Exchange.events, routingKey: "counts.changed.56", messageID: id, type: Names.MessageType.countsChanged,
                headers: ["traceparent": "00-x"], body: [7]))
        #expect(message.exchange == Names.Exchange.events && message.routingKey == "counts.changed.56" && message.body == [7])
        #expect(message.properties.messageID == "000ff0" + String(repeating: "ab", count: 13))
        #expect(message.properties.type == Names.MessageType.countsChanged && message.properties.contentType == Names.contentType)
        #expect(message.properties.headers == ["traceparent": "00-x"] && message.properties.isPersistent)
    }
}
