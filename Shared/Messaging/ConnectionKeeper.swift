import Logging
import Threading

/// Keeps one connection open: opens it, readies it, waits for its end, and begins again after a pause.
final class ConnectionKeeper: Sendable {
    /// What is known of the connection at present.
    private enum State {
        case away(String)
        case ready(BrokerConnection)
    }

    /// Thrown when the owner has ended the connection and says itself, in `before`, when the next one is due.
    struct Interlude: Error {}

    private let state = Locked(State.away("not started"))
    private let address: BrokerAddress
    private let name: String
    private let options: ConnectionOptions
    private let logger: Logger
    let stop = StopSignal()

    init(address: BrokerAddress, name: String, options: ConnectionOptions, logger: Logger) {
        self.address = address
        self.name = name
        self.options = options
        self.logger = logger
    }

    /// Returns the connection when it is ready for use.
    ///
    /// - Throws: `connectionFailed` while there is none.
    func connection() throws(MessagingError) -> BrokerConnection {
        switch self.state.withLock({ $0 }) {
        case .ready(let connection): return connection
        case .away(let reason): throw MessagingError(.connectionFailed, "no connection to the broker: \(reason)")
        }
    }

    /// Why there is no connection that could be used; `nil` when there is one.
    var absence: String? {
        switch self.state.withLock({ $0 }) {
        case .ready(let connection): connection.pending.withLock { $0.blockedReason.map { "the broker takes nothing now: \($0)" } }
        case .away(let reason): reason
        }
    }

    /// Notes that the connection is not used for now, and why.
    func leave(_ reason: String) {
        self.state.withLock { $0 = .away(reason) }
    }

    /// Keeps the connection until stopped or cancelled. `before` returns once the next one may be opened, false when none
    /// may any more; `prepare` readies each new one; `serve` uses it until it ends.
    func run(
        before: @Sendable () async -> Bool = { true },
        handlers: @Sendable () -> BrokerConnection.Handlers = { BrokerConnection.Handlers() },
        prepare: @Sendable (BrokerConnection) async throws -> Void,
        serve: @Sendable (BrokerConnection, StopSignal) async throws -> Void = { connection, stop in
            if let error = await connection.untilClosed(or: stop) { throw error }
        }
    ) async {
        var backoff = Backoff()
        while !Task.isCancelled, !self.stop.isStopped {
            guard await before() else { break }
            do {
                try await BrokerConnection.open(self.address, name: self.name, options: self.options, handlers: handlers()) { connection in
                    try await prepare(connection)
                    self.state.withLock { $0 = .ready(connection) }
                    backoff.reset()
                    self.logger.info("connected to the broker", metadata: ["connection": "\(self.name)"])
                    try await serve(connection, self.stop)
                    self.leave("stopped")
                }
            } catch is Interlude {
                continue
            } catch {
                self.leave("\(error)")
                guard !Task.isCancelled, !self.stop.isStopped else { break }
                let pause = backoff.pause()
                self.logger.warning(
                    "no connection to the broker; trying again",
                    metadata: ["connection": "\(self.name)", "error": "\(error)", "pause": "\(pause)"])
                await self.stop.sleep(for: pause)
            }
        }
        self.leave("stopped")
    }
}
