import Contracts
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// Consumes the queue of changed counts until the service stops. Messages that are left unacknowledged come again.
struct CountsConsumer: Service {
    let consumer: BatchConsumer
    let intake: CountsIntake
    let keeper: CopyKeeper
    let store: AlertingStore
    let topology: TopologyAdministrator

    /// The reason why it does not consume; `nil` while it does.
    var absence: String? { self.consumer.absence }

    func run() async throws {
        await withGracefulShutdownHandler {
            await self.consumer.run(
                readiness: { await self.reasonToWait() },
                // Messages that came while nobody consumed are in the queue, or their counts are in the snapshot.
                onSubscribed: { self.keeper.renew() }, handle: { try await self.intake.handle($0) })
        } onGracefulShutdown: {
            self.consumer.stop()
        }
    }

    /// Returns the reason why nothing may be consumed yet: PostgreSQL does not answer, a commit would not be durable, or there is no queue for
    /// messages that cannot be read.
    private func reasonToWait() async -> String? {
        do {
            try await self.store.pool.assertDurable()
            try await self.topology.check(Self.needed)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// The queues and exchanges that this service uses itself; newer brokers show a user only those that it has a right to.
    private static let needed = Topology(
        exchanges: [.init(Names.Exchange.events, .topic), .init(Names.Exchange.dead, .direct)], queues: [.init(Names.Queue.alertingCounts)])
}
