public import Logging
import Threading

/// Publishes messages that must not be lost: mandatory, persistent, each awaiting its own confirm, many in flight.
///
/// It keeps one connection of its own; consumers have theirs, so that a broker that blocks publishers (disk or memory
/// alarm) does not stop them.
public final class ConfirmedPublisher: Sendable {
    private let keeper: ConnectionKeeper

    /// Makes a publisher that has no connection until it is run.
    ///
    /// - Parameter name: Shown in the broker's list of connections.
    public init(address: BrokerAddress, name: String, options: ConnectionOptions = ConnectionOptions(), logger: Logger) {
        self.keeper = ConnectionKeeper(address: address, name: name, options: options, logger: logger)
    }

    /// Keeps the connection open until stopped or cancelled.
    public func run() async {
        await self.keeper.run { connection in try await connection.selectConfirms() }
    }

    /// Ends `run`. Publishes under way are told that the connection closed: await them first.
    public func stop() { self.keeper.stop.stop() }

    /// Why nothing can be published now; `nil` when something can. That the broker takes nothing shows only from the first publish on that
    /// it refused.
    public var absence: String? { self.keeper.absence }

    /// Publishes a message and returns once the broker has routed it to a queue and confirmed that it holds it.
    ///
    /// - Throws: `MessagingError`: `connectionFailed`, `overloaded` or `blocked` when nothing was sent; `returned` when no
    ///   queue takes it; `nacked` when the queue refuses it; `timedOut`, `connectionClosed` or `blocked` when it may have
    ///   been kept nevertheless. Sending the same message again is then safe, since consumers are idempotent.
    public func publish(_ message: OutgoingMessage) async throws(MessagingError) {
        try await self.keeper.connection().publish(message)
    }

    /// Publishes several messages at once, pipelined, and says for each how it ended, in their order. The messages themselves may reach the
    /// queue in another order.
    public func publish(contentsOf messages: [OutgoingMessage]) async -> [Result<Void, MessagingError>] {
        if messages.count == 1, let message = messages.first { return [await self.result(of: message)] }
        return await withTaskGroup(of: (Int, Result<Void, MessagingError>).self) { group in
            for (index, message) in messages.enumerated() {
                group.addTask { (index, await self.result(of: message)) }
            }
            var results: [Result<Void, MessagingError>] = Array(
                repeating: .failure(MessagingError(.connectionClosed, "not sent")), count: messages.count)
            for await (index, result) in group { results[index] = result }
            return results
        }
    }

    private func result(of message: OutgoingMessage) async -> Result<Void, MessagingError> {
        do throws(MessagingError) {
            return .success(try await self.publish(message))
        } catch {
            return .failure(error)
        }
    }
}
