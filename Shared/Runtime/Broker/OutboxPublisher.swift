import Contracts
import Formats
public import Logging
public import Messaging
public import Persistence

/// Gives an outbox's messages to the broker.
public struct OutboxPublisher: Sendable {
    private let publisher: ConfirmedPublisher
    private let logger: Logger

    /// Publishes by a publisher whose every message the broker confirms.
    public init(publisher: ConfirmedPublisher, logger: Logger) {
        self.publisher = publisher
        self.logger = logger
    }

    /// Publishes messages, and says for each whether the broker holds it. What it does not hold stays in the outbox.
    public func publish(_ messages: [OutboxMessage]) async -> [Bool] {
        let results = await self.publisher.publish(contentsOf: messages.map(Self.outgoing))
        var failures: [MessagingError] = []
        let isHeld = results.map { result in
            guard case .failure(let error) = result else { return true }
            failures.append(error)
            return false
        }
        if let first = failures.first {
            self.logger.warning(
                "news wait in the outbox",
                metadata: ["messages": .stringConvertible(failures.count), "of": .stringConvertible(messages.count), "error": "\(first)"])
        }
        return isHeld
    }

    /// Turns a message of the outbox into one for the broker.
    public static func outgoing(_ message: OutboxMessage) -> OutgoingMessage {
        OutgoingMessage(
            exchange: message.exchange, routingKey: message.routingKey,
            properties: MessageProperties(
                messageID: Hex.text(message.messageID), type: message.type,
                contentType: Names.contentType, headers: message.headers),
            body: message.body)
    }
}
