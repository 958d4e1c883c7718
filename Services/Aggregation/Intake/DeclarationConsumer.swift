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

    /// The same with another handling of the batches, for tests that interfere.
    func run(handle: @escaping @Sendable ([Delivery]) async throws -> Void) async throws {
        await withGracefulShutdownHandler {
            await self.consumer.run(readiness: { await self.absence() }, handle: handle)
        } onGracefulShutdown: {
            self.consumer.stop()
        }
    }

    /// Why nothing may be taken from the queue yet: PostgreSQL does not answer, or a commit would not be durable, or there
    /// is no place for what cannot be read. Whether a batch can be written, only the batch itself can tell.
    private func absence() async -> String? {
        do {
            try await self.intake.ledger.pool.assertDurable()
            try await self.topology.check(Self.needed)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What others need is theirs to miss, and newer brokers show a user only what it has a right to.
    private static let needed = Topology(
        exchanges: [.init(Names.Exchange.events, .topic), .init(Names.Exchange.dead, .direct)], queues: [.init(Names.Queue.declarations)])
}
