import Contracts
import Logging
import Messaging
import Persistence

/// Gives the outbox's messages to the broker.
struct NewsPublisher: Sendable {
    let publisher: ConfirmedPublisher
    let logger: Logger

    /// Publishes messages, and says for each whether the broker holds it. What it does not hold stays in the outbox.
    func publish(_ messages: [OutboxMessage]) async -> [Bool] {
        let results = await self.publisher.publish(contentsOf: messages.map(Self.outgoing))
        var failures: [MessagingError] = []
        let isHeld = results.map { result in
            guard case .failure(let error) = result else { return true }
            failures.append(error)
            return false
        }
        if let first = failures.first {
            self.logger.warning(
                "News wait in the outbox", metadata: ["messages": .stringConvertible(failures.count), "of": .stringConvertible(messages.count), "error": "\(first)"])
        }
        return isHeld
    }

    static func outgoing(_ message: OutboxMessage) -> OutgoingMessage {
        OutgoingMessage(
            exchange: message.exchange, routingKey: message.routingKey,
            properties: MessageProperties(
                messageID: message.messageID.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), type: message.type,
                contentType: Names.contentType, headers: message.headers),
            body: message.body)
    }
}
