import CPostgreSQL
import Glibc
import Threading

/// Asks the server to give up what a connection is running. May be called from any thread, and never blocks the caller.
///
/// `PQcancel` opens a connection of its own and may hang on a frozen server, so each request gets a thread of its own.
/// A request may reach the server late and would then hit the next statement: a connection on which one was made
/// is never used again (see ``DatabaseConnection``).
final class StatementCanceller: Sendable {
    /// The use of `@unchecked Sendable` is safe because the pointer never changes and libpq documents `PQcancel`,
    /// the only call made on it, as safe from any thread.
    private final class Ticket: @unchecked Sendable {
        let raw: OpaquePointer
        init(_ raw: OpaquePointer) { self.raw = raw }
        deinit { PQfreeCancel(self.raw) }
    }

    private struct State {
        var isRunning = false
        var isRequested = false
    }

    private let ticket: Ticket
    private let state = Locked(State())

    init?(_ connection: OpaquePointer) {
        guard let raw = PQgetCancel(connection) else { return nil }
        self.ticket = Ticket(raw)
    }

    /// Whether a cancellation was ever asked for.
    var isRequested: Bool { self.state.withLock { $0.isRequested } }

    func statementBegins() { self.state.withLock { $0.isRunning = true } }
    func statementEnds() { self.state.withLock { $0.isRunning = false } }

    /// Cancels the statement that runs; does nothing when none does.
    func cancel() {
        let isFirst = self.state.withLock { state in
            defer { if state.isRunning { state.isRequested = true } }
            return state.isRunning && !state.isRequested
        }
        guard isFirst else { return }
        let context = Unmanaged.passRetained(self.ticket)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        var thread = pthread_t()
        let result = pthread_create(
            &thread, &attributes,
            { context in
                guard let context else { return nil }
                let ticket = Unmanaged<Ticket>.fromOpaque(context).takeRetainedValue()
                withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { _ = PQcancel(ticket.raw, $0.baseAddress, 256) }
                return nil
            }, context.toOpaque())
        // Without a thread the statement runs until its own time-out; the connection is dropped either way.
        if result != 0 { context.release() }
    }
}
