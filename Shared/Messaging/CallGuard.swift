import Glibc
import Threading

/// Ends a C call that hangs: librabbitmq's sends have no deadline (rabbitmq-c #780 and others).
///
/// The connection's thread notes when it enters the library and when it means to be back; somebody on another thread
/// looks now and then, and shuts the socket down when it is late. The call then returns with an error.
final class CallGuard: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var deadline: ContinuousClock.Instant?
    }

    private let state = Locked(State())

    /// Notes which socket is the connection's; -1 stands for none, before its descriptor is closed.
    func protect(_ descriptor: Int32) {
        self.state.withLock { $0.descriptor = descriptor }
    }

    /// Notes that a call begins, which should take no longer than `limit`.
    func enter(_ limit: Duration) {
        let deadline = ContinuousClock.now + limit
        self.state.withLock { $0.deadline = deadline }
    }

    /// Notes that the call is over.
    func leave() {
        self.state.withLock { $0.deadline = nil }
    }

    /// Tells whether a call has lasted longer than it should.
    func isOverdue(at now: ContinuousClock.Instant) -> Bool {
        self.state.withLock { $0.deadline.map { now > $0 } ?? false }
    }

    /// Shuts the socket down, which ends whatever call is under way. The descriptor stays open: it is its owner's to close.
    func shutDown() {
        self.state.withLock { state in
            if state.descriptor >= 0 { _ = shutdown(state.descriptor, Int32(SHUT_RDWR)) }
        }
    }
}
