import Contracts
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// Consumes the declarations' queue until the service stops; what is left unacknowledged comes again.
struct DeclarationConsumer: Service {
    let consumer: BatchConsumer
    let intake: DeclarationIntake
    let pool: DatabasePool
    let topology: TopologyAdministrator

    func run() async throws {
        await withGracefulShutdownHandler {
            await self.consumer.run(
                onSubscribed: { try await self.assertSafe() },
                probe: { await self.intake.ledger.isWritable() },
                handle: { try await self.intake.handle($0) })
        } onGracefulShutdown: {
            self.consumer.stop()
        }
    }

    /// Nothing is taken from the queue before it is sure that what is committed is durable, and that there is a place for
    /// what cannot be read.
    private func assertSafe() async throws {
        try await self.pool.assertDurable()
        try await self.topology.check(Self.needed)
    }

    /// What others need is theirs to miss.
    private static var needed: Topology {
        let queues: Set = [Names.Queue.declarations, Names.Queue.dead(of: Names.Queue.declarations)]
        var topology = VigieTopology.topology
        topology.queues.removeAll { !queues.contains($0.name) }
        topology.bindings.removeAll { !queues.contains($0.queue) }
        return topology
    }
}
