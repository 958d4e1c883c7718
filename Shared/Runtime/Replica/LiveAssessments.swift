import Contracts
import CoreMetrics
public import Logging
public import Messaging
public import Mortality
public import ServiceLifecycle
import Threading

/// A live copy of the judgements, kept as `LiveCounts` keeps the counts.
public final class LiveAssessments: Service {
    private let consumer: BatchConsumer
    private let client: RPCClient
    private let departments: @Sendable () -> [DepartmentCode]?
    private let replica = Locked(AssessmentReplica())
    /// Which departments were loaded whole since the subscription.
    private let loader: DepartmentLoader
    private let isLoaded = Locked(false)
    private let logger: Logger
    private let onChange: @Sendable (DepartmentCode, Set<CivilDay>) async -> Void

    /// - Parameters:
    ///   - departments: The departments to copy; nothing while they are not known yet.
    ///   - onChange: Called with the days that were judged anew, or whose alerts or clusters changed.
    public init(
        address: BrokerAddress, client: RPCClient, name: String, logger: Logger, departments: @escaping @Sendable () -> [DepartmentCode]?,
        onChange: @escaping @Sendable (DepartmentCode, Set<CivilDay>) async -> Void = { _, _ in }
    ) {
        self.consumer = BatchConsumer(
            address: address,
            source: .exclusive(bindings: [
                .init(exchange: Names.Exchange.events, routingKey: Names.RoutingKey.anyAlertChanged, queue: "")
            ]), prefetch: 1_000, batch: BatchLimits(maximumCount: 200, maximumWait: .milliseconds(5)), name: "\(name) assessments",
            logger: logger)
        self.loader = DepartmentLoader(name: "assessments", logger: logger)
        self.client = client
        self.departments = departments
        self.logger = logger
        self.onChange = onChange
    }

    /// Reads the copy. The body must be short.
    public func read<Result>(_ body: (AssessmentReplica) -> Result) -> Result {
        self.replica.withLock { body($0) }
    }

    /// Why the copy is not there yet; nothing once it was loaded.
    public var absence: String? {
        self.isLoaded.withLock { $0 } ? nil : "the judgements are not loaded yet\(self.consumer.absence.map { " (\($0))" } ?? "")"
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
        var request = Vigie_V1_AssessmentsRequest()
        request.department = department.text
        request.withShares = true
        let reply = try await self.client.call(AlertingMethods.assessments, request, scope: .all, timeout: .seconds(10))
        let assessments = try reply.assessments.map { try DepartmentAssessment($0) }
        let shares = try reply.shares.map { try $0.checked() }.map { ($0.commune, $0.share) }
        let alerts = try reply.redAlerts.map { try DepartmentAlert($0) }
        let moved = self.replica.withLock { replica in
            replica.apply(department: department, alerts: alerts)
            replica.apply(department: department, shares: Dictionary(shares, uniquingKeysWith: { $1 }))
            return replica.apply(department: department, assessments)
        }
        if !moved.isEmpty { await self.onChange(department, moved) }
    }

    private func take(_ batch: [Delivery]) async {
        for delivery in batch {
            do {
                let change = try AlertChange(try Wire.decode(from: delivery.body))
                let moved = self.replica.withLock { replica in
                    replica.apply(department: change.department, alerts: change.alerts)
                    return replica.apply(department: change.department, change.assessments)
                }
                // What people do to an alert, and a cluster that is looked for anew, are news without a judgement.
                let days = moved.union(change.alerts.map(\.lastDay)).union(change.clusters.map(\.day))
                if !days.isEmpty { await self.onChange(change.department, days) }
            } catch {
                self.logger.error("a change of judgements could not be read", metadata: ["error": "\(error)"])
                Counter(label: "vigie_assessments_unreadable_total").increment()
            }
        }
    }
}
