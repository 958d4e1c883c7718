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
        let outcomes = await self.publisher.publish(contentsOf: messages.map(Self.outgoing))
        return zip(messages, outcomes).map { message, outcome in
            switch outcome {
            case .success: return true
            case .failure(let error) where error.code == .returned:
                // Nobody listens to judgements now: whoever comes takes a snapshot.
                return true
            case .failure(let error):
                self.logger.warning("news wait in the outbox", metadata: ["key": "\(message.routingKey)", "error": "\(error)"])
                return false
            }
        }
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
