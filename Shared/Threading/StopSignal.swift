/// Says "stop" once, to whoever waits for it or looks.
public final class StopSignal: Sendable {
    private struct State {
        var isStopped = false
        var waiters: [UInt64: AsyncStream<Void>.Continuation] = [:]
        var last: UInt64 = 0
    }

    private let state = Locked(State())

    /// A signal that was not given yet.
    public init() {}

    /// Whether it was said.
    public var isStopped: Bool { self.state.withLock { $0.isStopped } }

    /// Says it; once more does nothing.
    public func stop() {
        let waiters = self.state.withLock { state in
            state.isStopped = true
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.finish() }
    }

    /// Returns once stopped, or when the task is cancelled.
    public func wait() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let id = self.state.withLock { state -> UInt64? in
            if state.isStopped { return nil }
            state.last += 1
            state.waiters[state.last] = continuation
            return state.last
        }
        guard let id else { return }
        for await _ in stream {}
        self.state.withLock { $0.waiters[id] = nil }
    }

    /// Sleeps, but no longer than until the stop.
    public func sleep(for duration: Duration) async {
        await withTaskGroup { group in
            group.addTask { await self.wait() }
            group.addTask { try? await Task.sleep(for: duration) }
            await group.next()
            group.cancelAll()
        }
    }
}
