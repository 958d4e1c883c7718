import Contracts
import CoreMetrics
public import Logging
public import Messaging
public import Mortality
public import ServiceLifecycle
import Threading

/// A live copy of the counts: binds its own queue first, takes the snapshot by RPC, then applies what is newer; and all
/// that again at every reconnection. While the broker is away the copy serves as it is.
public final class LiveCounts: Service {
    private let consumer: BatchConsumer
    private let client: RPCClient
    private let departments: @Sendable () -> [DepartmentCode]?
    private let replica = Locked(CountsReplica())
    /// Which departments were loaded whole since the subscription.
    private let loader: DepartmentLoader
    private let isLoaded = Locked(false)
    private let logger: Logger
    private let onChange: @Sendable (DepartmentCode, CountsReplica.Moved) async -> Void
    private let onSnapshot: @Sendable (DepartmentCode) async -> Void

    /// - Parameters:
    ///   - departments: The departments to copy; nothing while they are not known yet.
    ///   - onChange: Called with what each change moved.
    ///   - onSnapshot: Called after a department was loaded whole.
    public init(
        address: BrokerAddress, client: RPCClient, name: String, logger: Logger, departments: @escaping @Sendable () -> [DepartmentCode]?,
        onChange: @escaping @Sendable (DepartmentCode, CountsReplica.Moved) async -> Void = { _, _ in },
        onSnapshot: @escaping @Sendable (DepartmentCode) async -> Void = { _ in }
    ) {
        self.consumer = BatchConsumer(
            address: address,
            source: .exclusive(bindings: [
                .init(exchange: Names.Exchange.events, routingKey: Names.RoutingKey.anyCountsChanged, queue: "")
            ]), prefetch: 2_000, batch: BatchLimits(maximumCount: 200, maximumWait: .milliseconds(5)), name: "\(name) counts",
            logger: logger)
        self.loader = DepartmentLoader(name: "counts", logger: logger)
        self.client = client
        self.departments = departments
        self.logger = logger
        self.onChange = onChange
        self.onSnapshot = onSnapshot
    }

    /// Reads the copy. The body must be short.
    public func read<Result>(_ body: (CountsReplica) -> Result) -> Result {
        self.replica.withLock { body($0) }
    }

    /// Why the copy is not there yet; nothing once it was loaded. A broker that is away afterwards only delays it.
    public var absence: String? {
        self.isLoaded.withLock { $0 } ? nil : "the counts are not loaded yet\(self.consumer.absence.map { " (\($0))" } ?? "")"
    }

    /// Keeps the copy up to date until the service stops: subscribes, loads every department, then applies what changes.
    public func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup { group in
                group.addTask {
                    await self.consumer.run(
                        onSubscribed: {
                            self.loader.reset()
                            try await self.load()
                        }, handle: { batch in await self.take(batch) })
                }
                group.addTask { await self.loadNewcomers() }
                await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.consumer.stop()
        }
    }

    /// A department that is opened while the service runs is loaded within seconds.
    private func loadNewcomers() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(3))
            guard self.absence == nil, !Task.isCancelled else { continue }
            do {
                try await self.load()
            } catch {
                self.logger.warning("a new department could not be loaded; trying again", metadata: ["error": "\(error)"])
            }
        }
    }

    private func load() async throws {
        guard let departments = self.departments() else { throw RPCFailure(.unavailable, "the departments are not known yet") }
        try await self.loader.load(departments) { try await self.load($0) }
        self.isLoaded.withLock { $0 = true }
    }

    /// The departments that cannot be loaded, for `/readyz`; the others are served. Nothing when none is missing.
    public var note: String? { self.loader.note }

    private func load(_ department: DepartmentCode) async throws {
        var token: [UInt8] = []
        repeat {
            var request = Vigie_V1_CountsSnapshotRequest()
            request.department = department.text
            request.setPageToken(token)
            let page = try await self.client.call(AggregationMethods.countsSnapshot, request, scope: .all, timeout: .seconds(10))
            let (cells, reports) = try page.counts(of: department)
            _ = self.replica.withLock { $0.apply(department: department, cells: cells, reports: reports) }
            token = page.nextToken
        } while !token.isEmpty
        await self.onSnapshot(department)
    }

    private func take(_ batch: [Delivery]) async {
        for delivery in batch {
            do {
                let change = try CountsChange(try Wire.decode(from: delivery.body))
                let moved = self.replica.withLock { $0.apply(change) }
                Timer(label: "vigie_counts_lag_seconds").recordNanoseconds(
                    Instant.now.elapsed(since: Instant(microseconds: change.committedAt)))
                if !moved.isEmpty { await self.onChange(change.department, moved) }
            } catch {
                // The next change of the same cells, or the next snapshot, brings what this one could not.
                self.logger.error("a change of counts could not be read", metadata: ["error": "\(error)"])
                Counter(label: "vigie_counts_unreadable_total").increment()
            }
        }
    }
}
