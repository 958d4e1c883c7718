public import Persistence

/// Publishes what a transaction has just written into the outbox, beside whoever wrote it and never in their way.
///
/// At most a few publications are under way and a few more wait; what finds no place is left to the outbox's sweep, two
/// seconds later.
public final class OutboxNotifier: Sendable {
    private let stream: AsyncStream<[OutboxEntry]>
    private let continuation: AsyncStream<[OutboxEntry]>.Continuation
    private let concurrency: Int
    private let publish: @Sendable ([OutboxEntry]) async -> Void

    /// Makes a notifier that publishes by `publish`.
    ///
    /// - Parameters:
    ///   - waiting: How many transactions' messages may wait.
    ///   - concurrency: How many may be under way; one where they are to leave in their order.
    public init(waiting: Int = 64, concurrency: Int = 3, publish: @escaping @Sendable ([OutboxEntry]) async -> Void) {
        (self.stream, self.continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(waiting))
        self.concurrency = concurrency
        self.publish = publish
    }

    /// Hands over what was committed, without waiting. It is in the outbox already, so none can be lost here.
    public func tell(_ entries: [OutboxEntry]) {
        if !entries.isEmpty { self.continuation.yield(entries) }
    }

    /// Ends ``run()`` once the news that wait have been published.
    public func close() { self.continuation.finish() }

    /// Publishes the news that are handed over, until the notifier is closed or the task cancelled.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for await entries in self.stream {
                if underWay == self.concurrency {
                    await group.next()
                    underWay -= 1
                }
                group.addTask { await self.publish(entries) }
                underWay += 1
            }
        }
    }
}
