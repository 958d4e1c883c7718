import Persistence

/// Publishes what was just committed beside the judging, never in its way. What finds no place here is left to the
/// outbox's sweep.
final class NewsDesk: Sendable {
    private let stream: AsyncStream<[OutboxEntry]>
    private let continuation: AsyncStream<[OutboxEntry]>.Continuation
    private let publish: @Sendable ([OutboxEntry]) async -> Void

    init(waiting: Int = 64, publish: @escaping @Sendable ([OutboxEntry]) async -> Void) {
        (self.stream, self.continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(waiting))
        self.publish = publish
    }

    /// Hands news over without waiting.
    func tell(_ news: [OutboxEntry]) {
        if !news.isEmpty { self.continuation.yield(news) }
    }

    /// Ends ``run()`` once what waits has been published.
    func close() { self.continuation.finish() }

    /// Publishes, one after the other, until closed or cancelled.
    func run() async {
        for await news in self.stream { await self.publish(news) }
    }
}
