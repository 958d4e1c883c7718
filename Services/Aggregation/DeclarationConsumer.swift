import Contracts
import Logging
import Messaging
import Persistence
import Runtime
import ServiceLifecycle

/// Consumes the declarations' queue until the service stops; what is left unacknowledged comes again.
struct DeclarationConsumer: Service {
    let consumer: BatchConsumer
    let intake: DeclarationIntake
    let topology: TopologyAdministrator
    let logger: Logger

    func run() async throws {
        try await self.run { try await self.intake.handle($0) }
    }

    /// The same with another handling of the batches, for tests that interfere.
    func run(handle: @escaping @Sendable ([Delivery]) async throws -> Void) async throws {
        guard await self.untilSafe() else { return }
        await withGracefulShutdownHandler {
            await self.consumer.run(probe: { await self.danger() == nil }, handle: handle)
        } onGracefulShutdown: {
            self.consumer.stop()
        }
    }

    /// Takes nothing from the queue before it could be written.
    ///
    /// To subscribe first and find out then would count as a failed delivery of a thousand messages at each attempt, and
    /// after twenty send them to the dead letters. False when the service stops before.
    private func untilSafe() async -> Bool {
        await cancelWhenGracefulShutdown {
            var pause = Duration.milliseconds(250)
            while !Task.isCancelled {
                guard let danger = await self.danger() else { return true }
                self.logger.warning("Nothing is taken from the queue yet", metadata: ["because": "\(danger)"])
                try? await Task.sleep(for: pause * Double.random(in: 0.5..<1.5))
                pause = min(pause * 2, .seconds(5))
            }
            return false
        }
    }

    /// Why nothing may be taken from the queue now: it could not be written, or not durably, or there is no place for what
    /// cannot be read.
    private func danger() async -> String? {
        let ledger = self.intake.ledger
        do {
            try await ledger.pool.assertDurable()
            try await self.topology.check(Self.needed)
            return await ledger.isWritable() ? nil : "the ledger's tables are not there, or held by somebody"
        } catch {
            return "\(error)"
        }
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
