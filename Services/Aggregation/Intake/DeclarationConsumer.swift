import Contracts
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// Consumes the declarations' queue until the service stops; what is left unacknowledged comes again.
struct DeclarationConsumer: Service {
    let consumer: BatchConsumer
    let intake: DeclarationIntake
    let topology: TopologyAdministrator

    func run() async throws {
        try await self.run { try await self.intake.handle($0) }
    }

    /// Runs with another handler of the batches, for tests that interfere.
    func run(handle: @escaping @Sendable ([Delivery]) async throws -> Void) async throws {
        await withGracefulShutdownHandler {
            await self.consumer.run(readiness: { await self.absence() }, handle: handle)
        } onGracefulShutdown: {
            self.consumer.stop()
        }
    }

    /// Returns why nothing may be taken from the queue yet (PostgreSQL does not answer, or a commit would not be durable, or an exchange or
    /// the queue is missing), and `nil` when it may. Whether a batch can be written, only writing it shows.
    private func absence() async -> String? {
        do {
            try await self.intake.ledger.pool.assertDurable()
            try await self.topology.check(Self.needed)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// The exchanges and the queue that must exist before anything is consumed. The queues of other services are not checked: their absence
    /// does not hinder this one, and newer brokers show a user only what it has a right to.
    private static let needed = Topology(
        exchanges: [.init(Names.Exchange.events, .topic), .init(Names.Exchange.dead, .direct)], queues: [.init(Names.Queue.declarations)])
}
