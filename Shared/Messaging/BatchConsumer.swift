public import Logging
import Threading

/// Takes messages from a queue in batches, and acknowledges each batch once it has been handled.
///
/// - A batch that was handled is acknowledged whole, on the connection that it came by.
/// - A batch that fails is not acknowledged. The channel is closed once, the batch stays in memory and is itself tried
///   again, with growing pauses, until it goes through; only then does the consumer subscribe anew. An outage, of any kind
///   and length, costs a message at most one delivery: it is never answered by nack and requeue, nor by a subscription
///   in vain, each of which counts towards the queue's delivery limit and sends good messages to the dead letters.
/// - What was tried again comes again with the next subscription: handling must be idempotent.
/// - Whoever cannot treat one message of a batch publishes it to the dead letters and handles the rest.
public final class BatchConsumer: Sendable {
    private let keeper: ConnectionKeeper
    private let source: ConsumerSource
    private let prefetch: UInt16
    private let limits: BatchLimits
    private let pauses: Backoff
    private let logger: Logger

    /// What one run keeps from one connection to the next.
    private struct Run: Sendable {
        let custody: Locked<BatchCustody>
        /// The batch that failed, kept until it goes through.
        let kept = Locked<[Delivery]>([])
        let current = CurrentBuffer()
        let readiness: @Sendable () async -> String?
        let handle: @Sendable ([Delivery]) async throws -> Void
    }

    /// Thrown when a batch failed and the connection is given up.
    private struct Failed: Error {
        let batch: [Delivery]
        let cause: any Error
    }

    /// Makes a consumer that takes nothing until it is run.
    ///
    /// - Parameters:
    ///   - prefetch: Deliveries unacknowledged at once: at least a batch, at most two or three, so that several consumers
    ///     share the queue's work.
    ///   - pauses: Between two tries of a batch that failed.
    ///   - name: Shown in the broker's list of connections.
    public init(
        address: BrokerAddress, source: ConsumerSource, prefetch: UInt16 = 1_000, batch: BatchLimits = BatchLimits(),
        pauses: Backoff = Backoff(first: .milliseconds(500), longest: .seconds(30)), name: String,
        options: ConnectionOptions = ConnectionOptions(), logger: Logger
    ) {
        self.keeper = ConnectionKeeper(address: address, name: name, options: options, logger: logger)
        self.source = source
        self.prefetch = prefetch
        self.limits = batch
        self.pauses = pauses
        self.logger = logger
    }

    /// Why nothing is consumed now; `nil` when it is.
    public var absence: String? { self.keeper.absence }

    /// Ends `run` after the batch that is being handled; one that failed is dropped, and comes again to whoever is next.
    public func stop() { self.keeper.stop.stop() }

    /// Consumes until stopped or cancelled.
    ///
    /// - Parameters:
    ///   - readiness: Asked before each subscription: why nothing may be taken yet, or nothing. Each subscription in vain
    ///     costs the whole prefetch a delivery.
    ///   - onSubscribed: Called after each new subscription, before its first batch: the place to take a snapshot.
    ///     When it throws, the subscription is given up and tried again.
    ///   - handle: Handles a batch, and the same again when it threw; when it returns, the batch is acknowledged.
    public func run(
        readiness: @escaping @Sendable () async -> String? = { nil }, onSubscribed: @escaping @Sendable () async throws -> Void = {},
        handle: @escaping @Sendable ([Delivery]) async throws -> Void
    ) async {
        let run = Run(custody: Locked(BatchCustody(trying: self.pauses)), readiness: readiness, handle: handle)
        await self.keeper.run(
            before: { await self.untilMayConsume(run) },
            handlers: {
                let buffer = DeliveryBuffer(limits: self.limits)
                run.current.replace(with: buffer)
                return BrokerConnection.Handlers(delivery: { buffer.append($0) })
            },
            prepare: { connection in
                try await connection.consume(self.source, prefetch: self.prefetch)
                try await onSubscribed()
                _ = run.custody.withLock { $0.step(.subscribed) }
            },
            serve: { connection, stop in
                do {
                    try await self.serve(connection, run, stop)
                } catch let failed as Failed {
                    self.keeper.leave("a batch could not be handled: \(failed.cause)")
                    run.kept.withLock { $0 = failed.batch }
                    await connection.close()
                    if !Task.isCancelled, !stop.isStopped {
                        self.logger.error(
                            "a batch could not be handled; it is kept, and nothing is consumed until it goes through",
                            metadata: ["messages": "\(failed.batch.count)", "error": "\(failed.cause)"])
                    }
                    throw ConnectionKeeper.Interlude()
                }
            })
    }

    // MARK: While a connection consumes

    private func serve(_ connection: BrokerConnection, _ run: Run, _ stop: StopSignal) async throws {
        let buffer = run.current.buffer
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
                        try await run.handle(batch)
                    } catch {
                        _ = run.custody.withLock { $0.step(.failed) }
                        throw Failed(batch: batch, cause: error)
                    }
                    _ = run.custody.withLock { $0.step(.handled) }
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

    // MARK: Before a connection is opened

    /// Tries the batch that is kept until it goes through, then waits until what handling needs answers. False when the
    /// service stops before.
    private func untilMayConsume(_ run: Run) async -> Bool {
        var tries = 1
        var step = run.custody.withLock { $0.step(.disconnected) }
        while true {
            if Task.isCancelled || self.keeper.stop.isStopped { step = run.custody.withLock { $0.step(.stopped) } }
            switch step {
            case .ask(let pause):
                guard await self.rest(pause) else { continue }
                let absence = await run.readiness()
                if let absence { self.sayNotYet(absence) }
                step = run.custody.withLock { $0.step(.asked(isReady: absence == nil)) }
            case .tryAgain(let pause):
                guard await self.rest(pause) else { continue }
                tries += 1
                let isHandled = await self.tryAgain(run, try: tries)
                step = run.custody.withLock { $0.step(.tried(isHandled: isHandled)) }
            case .subscribe, .consume, .acknowledge:
                return true
            case .keep:
                step = run.custody.withLock { $0.step(.tried(isHandled: false)) }
            case .end:
                return false
            }
        }
    }

    /// Pauses, and answers false when the stop came first.
    private func rest(_ pause: Duration) async -> Bool {
        if pause > .zero { await self.keeper.stop.sleep(for: pause) }
        return !Task.isCancelled && !self.keeper.stop.isStopped
    }

    private func tryAgain(_ run: Run, try number: Int) async -> Bool {
        let batch = run.kept.withLock { $0 }
        do {
            try await run.handle(batch)
            run.kept.withLock { $0 = [] }
            self.logger.notice(
                "the batch that was kept went through; consuming begins again",
                metadata: ["messages": "\(batch.count)", "try": "\(number)"])
            return true
        } catch {
            self.keeper.leave("a batch could not be handled, \(number) times so far: \(error)")
            self.logger.warning(
                "the batch that is kept does not go through yet",
                metadata: ["messages": "\(batch.count)", "try": "\(number)", "error": "\(error)"])
            return false
        }
    }

    private func sayNotYet(_ absence: String) {
        self.keeper.leave("nothing is taken from the queue yet: \(absence)")
        self.logger.warning("nothing is taken from the queue yet", metadata: ["because": "\(absence)"])
    }
}

/// Where a consumer's messages come from.
public enum ConsumerSource: Hashable, Sendable {
    /// A durable queue, shared by whoever else consumes it.
    case queue(String)
    /// A queue of the connection's own, named after its user, bound as told (the binding's queue is not used), gone with the
    /// connection.
    case exclusive(bindings: [Topology.Binding])
}

/// How large a batch may grow, and how long its first message may wait for others.
public struct BatchLimits: Hashable, Sendable {
    /// A batch is handed over once it holds this many messages; at least 1.
    public let maximumCount: Int
    /// How long after its first message a batch is handed over, full or not.
    public let maximumWait: Duration

    /// Makes limits; a count below 1 becomes 1.
    public init(maximumCount: Int = 500, maximumWait: Duration = .milliseconds(20)) {
        self.maximumCount = max(1, maximumCount)
        self.maximumWait = maximumWait
    }
}
