import DequeModule
import Threading

/// Holds deliveries between the connection's thread, which appends them, and the consumer, which takes them in batches. The broker's prefetch
/// bounds it.
final class DeliveryBuffer: Sendable {
    private struct State {
        var deliveries: Deque<Delivery> = []
        var isFinished = false
    }

    private let state = Locked(State())
    private let limits: BatchLimits
    /// Wakes the consumer: at the first delivery of a batch, when a batch is full, and at the end.
    private let wakes: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init(limits: BatchLimits) {
        self.limits = limits
        (self.wakes, self.continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func append(_ delivery: Delivery) {
        let count = self.state.withLock { state in
            state.deliveries.append(delivery)
            return state.deliveries.count
        }
        if count == 1 || count == self.limits.maximumCount { self.continuation.yield() }
    }

    /// Ends the buffer: the connection has ended, or the consumer is to stop.
    func finish() {
        self.state.withLock { $0.isFinished = true }
        self.continuation.finish()
    }

    /// Waits for the next batch: a full one, or what has arrived within the time that its first delivery may wait. Nothing at the end.
    func next() async -> [Delivery]? {
        while !Task.isCancelled {
            let (count, isFinished) = self.state.withLock { ($0.deliveries.count, $0.isFinished) }
            if isFinished { return nil }
            if count >= self.limits.maximumCount { return self.take() }
            if count > 0 {
                try? await Task.sleep(for: self.limits.maximumWait)
                return self.take()
            }
            var iterator = self.wakes.makeAsyncIterator()
            if await iterator.next() == nil, self.state.withLock({ $0.isFinished }) { return nil }
        }
        return nil
    }

    private func take() -> [Delivery]? {
        self.state.withLock { state in
            guard !state.isFinished else { return nil }
            let count = min(state.deliveries.count, self.limits.maximumCount)
            defer { state.deliveries.removeFirst(count) }
            return Array(state.deliveries.prefix(count))
        }
    }
}

/// The buffer of the connection that is open now.
final class CurrentBuffer: Sendable {
    private let state = Locked(DeliveryBuffer(limits: BatchLimits()))

    var buffer: DeliveryBuffer { self.state.withLock { $0 } }

    func replace(with buffer: DeliveryBuffer) {
        self.state.withLock { $0 = buffer }
    }
}
