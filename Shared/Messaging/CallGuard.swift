import Glibc
import Threading

/// Ends a C call that hangs: librabbitmq's sends have no deadline (rabbitmq-c #780 and others).
///
/// The connection's thread notes when it enters the library; somebody else looks now and then, and shuts the socket down
/// when the call has lasted too long. The call then returns with an error.
final class CallGuard: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var enteredAt: ContinuousClock.Instant?
    }

    private let state = Locked(State())
    private let limit: Duration

    init(limit: Duration) { self.limit = limit }

    /// From now on this socket is shut down when a call hangs; -1 for none (before its descriptor is closed).
    func protect(_ descriptor: Int32) {
        self.state.withLock { $0.descriptor = descriptor }
    }

    func enter() {
        let now = ContinuousClock.now
        self.state.withLock { $0.enteredAt = now }
    }

    func leave() {
        self.state.withLock { $0.enteredAt = nil }
    }

    /// Shuts the socket down if a call has lasted longer than allowed; says whether it did.
    @discardableResult
    func intervene(at now: ContinuousClock.Instant = .now) -> Bool {
        self.state.withLock { state in
            guard let enteredAt = state.enteredAt, now - enteredAt > self.limit, state.descriptor >= 0 else { return false }
            shutdown(state.descriptor, Int32(SHUT_RDWR))
            return true
        }
    }
}
