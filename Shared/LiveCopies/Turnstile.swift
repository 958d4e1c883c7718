import Threading

/// Lets so many through at a time. The others wait in the order in which they came, each until its deadline.
final class Turnstile: Sendable {
    private struct State {
        var free: Int
        var lastTicket: UInt64 = 0
        /// By ticket; those that gave up are taken out.
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
    }

    private let state: Locked<State>

    /// - Parameter width: How many are let through at a time.
    init(width: Int) { self.state = Locked(State(free: width)) }

    /// Waits to be let through. Whoever was must leave.
    ///
    /// - Returns: Whether that was before the deadline, and before the task was cancelled.
    func enter(by deadline: ContinuousClock.Instant) async -> Bool {
        let ticket = self.state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                self.giveUp(ticket)
            }
            let isThrough = await withTaskCancellationHandler {
                await withCheckedContinuation { self.queue(ticket, $0) }
            } onCancel: {
                self.giveUp(ticket)
            }
            group.cancelAll()
            return isThrough
        }
    }

    /// Makes room for who waits longest.
    func leave() {
        let next = self.state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard let first = state.waiting.keys.min() else {
                state.free += 1
                return nil
            }
            return state.waiting.removeValue(forKey: first)
        }
        next?.resume(returning: true)
    }

    private func queue(_ ticket: UInt64, _ waiter: CheckedContinuation<Bool, Never>) {
        let answer = self.state.withLock { state -> Bool? in
            // Whoever is cancelled may have given up before.
            guard !Task.isCancelled else { return false }
            if state.free > 0 {
                state.free -= 1
                return true
            }
            state.waiting[ticket] = waiter
            return nil
        }
        if let answer { waiter.resume(returning: answer) }
    }

    private func giveUp(_ ticket: UInt64) {
        let waiter = self.state.withLock { $0.waiting.removeValue(forKey: ticket) }
        waiter?.resume(returning: false)
    }
}
