import Logging
import Messaging
import Persistence
import Runtime

/// Publishes what was just committed beside the judging, never in its way. What finds no place here is left to the
/// outbox's sweep.
final class OutboxNotifier: Sendable {
    private let stream: AsyncStream<[OutboxEntry]>
    private let continuation: AsyncStream<[OutboxEntry]>.Continuation
    private let publish: @Sendable ([OutboxEntry]) async -> Void

    init(waiting: Int = 64, publish: @escaping @Sendable ([OutboxEntry]) async -> Void) {
        (self.stream, self.continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(waiting))
        self.publish = publish
    }

    /// Hands news over without waiting.
    func notify(_ news: [OutboxEntry]) {
        if !news.isEmpty { self.continuation.yield(news) }
    }

    /// Ends ``run()`` once what waits has been published.
    func close() { self.continuation.finish() }

    /// Publishes, one after the other, until closed or cancelled.
    func run() async {
        for await news in self.stream { await self.publish(news) }
    }
}

extension OutboxNotifier {
    /// Gives the outbox's messages to the broker, and says for each whether the broker holds it. What it does not hold stays in
    /// the outbox.
    static func publish(_ messages: [OutboxMessage], by publisher: ConfirmedPublisher, logger: Logger) async -> [Bool] {
        let outcomes = await publisher.publish(contentsOf: messages.map(OutboxPublisher.outgoing))
        return zip(messages, outcomes).map { message, outcome in
            switch outcome {
            case .success: return true
            case .failure(let error) where error.code == .returned:
                // Nobody listens to judgements now: whoever comes takes a snapshot.
                return true
            case .failure(let error):
                logger.warning("news wait in the outbox", metadata: ["key": "\(message.routingKey)", "error": "\(error)"])
                return false
            }
        }
    }
}
