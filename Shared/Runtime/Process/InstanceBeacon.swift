import Logging
public import Persistence
public import ServiceLifecycle

/// Tells every few seconds that this instance runs, and whether it is ready, for the page of those who run Vigie.
///
/// It is a courtesy: while the database is away nothing is told, and nothing else changes. It starts after its pool, so that it stops
/// before it, and takes its instance off the list.
public struct InstanceBeacon: Service {
    private static let pause: Duration = .seconds(5)
    /// How long an instance that stops waits for the database to take it off the list.
    private static let patience: Duration = .seconds(1)

    private let context: ServiceProcess.Context
    private let store: InstanceStore

    /// Tells of the process whose context this is, by way of the database.
    public init(_ context: ServiceProcess.Context, pool: DatabasePool) {
        self.context = context
        self.store = InstanceStore(pool: pool)
    }

    /// Tells until an orderly stop begins, then takes the instance off the list, for which it waits at most a second.
    public func run() async throws {
        await cancelWhenGracefulShutdown { await self.tell() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await self.store.withdraw(self.context.instance) }
            group.addTask { try? await Task.sleep(for: Self.patience) }
            await group.next()
            group.cancelAll()
        }
    }

    private func tell() async {
        // Who needs the database itself tells of its outage louder.
        let work = Periodic(every: Self.pause, failure: "this instance could not be told of", level: .info, logger: self.context.logger)
        await work.run {
            let absences = await self.context.readiness.report().absences.sorted { $0.key < $1.key }
            let reason = absences.isEmpty ? nil : absences.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
            try await self.store.tell(self.context.instance, of: self.context.name, reason: reason)
        }
    }
}
