public import Logging
import Threading

/// Takes messages from a queue in batches, and acknowledges each batch once it has been handled.
///
/// - A batch that was handled is acknowledged whole, on the connection that it came by.
/// - A batch that fails is not acknowledged. The channel is closed once, the consumer probes until what it needs answers
///   again, then subscribes anew: an outage is never answered by nack and requeue, which counts towards the queue's
///   delivery limit and sends good messages to the dead letters.
/// - Whoever cannot treat one message of a batch publishes it to the dead letters and handles the rest.
public final class BatchConsumer: Sendable {
    private let keeper: ConnectionKeeper
    private let source: ConsumerSource
    private let prefetch: UInt16
    private let limits: BatchLimits
    private let logger: Logger

    /// A batch failed: the consumer pauses until a probe succeeds.
    private struct Suspended: Error {
        let cause: any Error
    }

    /// - Parameters:
    ///   - prefetch: Deliveries unacknowledged at once: at least a batch, at most two or three, so that several consumers
    ///     share the queue's work.
    ///   - name: Shown in the broker's list of connections.
    public init(
        address: BrokerAddress, source: ConsumerSource, prefetch: UInt16 = 1_000, batch: BatchLimits = BatchLimits(),
        name: String, options: ConnectionOptions = ConnectionOptions(), logger: Logger
    ) {
        self.keeper = ConnectionKeeper(address: address, name: name, options: options, logger: logger)
        self.source = source
        self.prefetch = prefetch
        self.limits = batch
        self.logger = logger
    }

    /// Why nothing is consumed now; nothing when it is.
    public var absence: String? { self.keeper.absence }

    /// Ends `run` after the batch that is being handled.
    public func stop() { self.keeper.stop.stop() }

    /// Consumes until stopped or cancelled.
    ///
    /// - Parameters:
    ///   - onSubscribed: Called after each new subscription, before its first batch: the place to take a snapshot.
    ///     When it throws, the subscription is given up and tried again.
    ///   - probe: Whether what `handle` needs answers again, asked after a failed batch.
    ///   - handle: Handles a batch; when it returns, the batch is acknowledged.
    public func run(
        onSubscribed: @escaping @Sendable () async throws -> Void = {}, probe: @escaping @Sendable () async -> Bool = { true },
        handle: @escaping @Sendable ([Delivery]) async throws -> Void
    ) async {
        let current = CurrentBuffer()
        let failures = Locked(Backoff(first: .milliseconds(250), longest: .seconds(30)))
        await self.keeper.run(
            handlers: {
                let buffer = DeliveryBuffer(limits: self.limits)
                current.replace(with: buffer)
                return BrokerConnection.Handlers(delivery: { buffer.append($0) })
            },
            prepare: { connection in
                try await connection.consume(self.source, prefetch: self.prefetch)
                try await onSubscribed()
            },
            serve: { connection, stop in
                do {
                    try await self.serve(connection, current.buffer, stop) { batch in
                        try await handle(batch)
                        failures.withLock { $0.reset() }
                    }
                } catch let suspended as Suspended {
                    self.keeper.leave("a batch could not be handled: \(suspended.cause)")
                    await connection.close()
                    await self.pause(failures.withLock { $0.pause() }, until: probe, after: suspended.cause)
                    throw MessagingError(.connectionClosed, "resuming after a failed batch")
                }
            })
    }

    private func serve(
        _ connection: BrokerConnection, _ buffer: DeliveryBuffer, _ stop: StopSignal,
        _ handle: @escaping @Sendable ([Delivery]) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: MessagingError?.self) { group in
            group.addTask {
                let ended = await connection.untilClosed(or: stop)
                buffer.finish()
                return ended
            }
            group.addTask {
                // The stop is looked at here too: the task above may finish the buffer only a few batches later.
                while let batch = await buffer.next(), !stop.isStopped {
                    guard let last = batch.last else { continue }
                    do {
                        try await handle(batch)
                    } catch {
                        throw Suspended(cause: error)
                    }
                    try await connection.acknowledge(last.tag, multiple: true)
                }
                return nil
            }
            defer { buffer.finish() }
            var ended: MessagingError?
            for try await outcome in group { ended = ended ?? outcome }
            if let ended { throw ended }
        }
    }

    /// Waits before the next subscription: each one counts a delivery against the whole prefetch, so that batches that fail
    /// one after another are tried ever more rarely, even though the probe succeeds.
    private func pause(_ duration: Duration, until probe: @Sendable () async -> Bool, after cause: any Error) async {
        self.logger.error(
            "a batch could not be handled; it stays in the queue, consuming pauses until what it needs answers",
            metadata: ["error": "\(cause)", "pause": "\(duration)"])
        await self.keeper.stop.sleep(for: duration)
        var backoff = Backoff(first: .milliseconds(250), longest: .seconds(5))
        while !Task.isCancelled, !self.keeper.stop.isStopped {
            if await probe() { return }
            await self.keeper.stop.sleep(for: backoff.pause())
        }
    }
}
