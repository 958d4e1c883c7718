import Persistence

/// Publishes what was just committed, beside the consumer and never in its way.
///
/// At most a few publications are under way and a few more wait; what finds no place is left to the outbox's sweep, two
/// seconds later.
final class NewsDesk: Sendable {
    private let stream: AsyncStream<[OutboxEntry]>
    private let continuation: AsyncStream<[OutboxEntry]>.Continuation
    private let concurrency: Int
    private let publish: @Sendable ([OutboxEntry]) async -> Void

    /// Creates a desk that publishes with `publish`.
    ///
    /// - Parameters:
    ///   - waiting: how many batches' news may wait.
    ///   - concurrency: how many may be under way.
    init(waiting: Int = 64, concurrency: Int = 3, publish: @escaping @Sendable ([OutboxEntry]) async -> Void) {
        (self.stream, self.continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(waiting))
        self.concurrency = concurrency
        self.publish = publish
    }

    /// Hands news over without waiting. They are in the outbox already, so that none is lost when the desk has no room.
    func tell(_ news: [OutboxEntry]) {
        if !news.isEmpty { self.continuation.yield(news) }
    }

    /// Ends ``run()`` once the news that wait have been published.
    func close() { self.continuation.finish() }

    /// Publishes the news that are handed over, until the desk is closed or the task cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for await news in self.stream {
                if underWay == self.concurrency {
                    await group.next()
                    underWay -= 1
                }
                group.addTask { await self.publish(news) }
                underWay += 1
            }
        }
    }
}
