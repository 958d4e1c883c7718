import Contracts
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// Consumes the queue of changes until the service stops; what is left unacknowledged comes again.
struct CountsConsumer: Service {
    let consumer: BatchConsumer
    let intake: CountsIntake
    let keeper: CopyKeeper
    let store: AlertingStore
    let topology: TopologyAdministrator

    /// Why it does not consume; nothing while it does.
    var absence: String? { self.consumer.absence }

    func run() async throws {
        await withGracefulShutdownHandler {
            await self.consumer.run(
                readiness: { await self.reasonToWait() },
                // Whatever came while nobody listened is in the queue, or in the snapshot.
                onSubscribed: { self.keeper.renew() }, handle: { try await self.intake.handle($0) })
        } onGracefulShutdown: {
            self.consumer.stop()
        }
    }

    /// Why nothing may be taken from the queue yet: PostgreSQL does not answer, or a commit would not be durable, or there
    /// is no place for what cannot be read.
    private func reasonToWait() async -> String? {
        do {
            try await self.store.pool.assertDurable()
            try await self.topology.check(Self.needed)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What this service itself uses: newer brokers show a user only what it has a right to.
    private static let needed = Topology(
        exchanges: [.init(Names.Exchange.events, .topic), .init(Names.Exchange.dead, .direct)], queues: [.init(Names.Queue.alertingCounts)])
}
