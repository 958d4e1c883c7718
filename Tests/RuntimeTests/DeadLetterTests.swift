import Contracts
import Messaging
import Persistence
import Testing

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
