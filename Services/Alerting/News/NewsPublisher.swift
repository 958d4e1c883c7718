import Logging
import Messaging
import Persistence
import Runtime

/// Gives the outbox's messages to the broker.
struct NewsPublisher: Sendable {
    let publisher: ConfirmedPublisher
    let logger: Logger

    /// Publishes messages, and says for each whether the broker holds it. What it does not hold stays in the outbox.
    func publish(_ messages: [OutboxMessage]) async -> [Bool] {
        let outcomes = await self.publisher.publish(contentsOf: messages.map(OutboxPublisher.outgoing))
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
}
