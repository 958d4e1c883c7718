/// Creates what the topology names, or checks that it is there.
public struct TopologyAdministrator: Sendable {
    private let address: BrokerAddress
    private let name: String

    /// - Parameter name: Shown in the broker's list of connections.
    public init(address: BrokerAddress, name: String) {
        self.address = address
        self.name = name
    }

    /// Declares and binds everything. What is there already, alike, stays as it is.
    ///
    /// - Throws: `MessagingError`, `refused` when something of the same name has other properties.
    public func apply(_ topology: Topology) async throws(MessagingError) {
        let connection = try await BrokerConnection.open(self.address, name: self.name)
        do throws(MessagingError) {
            for exchange in topology.exchanges { try await connection.declare(exchange, passive: false) }
            for queue in topology.queues { try await connection.declare(queue, passive: false) }
            for binding in topology.bindings { try await connection.bind(binding) }
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// Checks, without changing anything, that the exchanges and queues are there.
    ///
    /// - Throws: `MessagingError`, `refused` naming the first that is missing.
    public func check(_ topology: Topology) async throws(MessagingError) {
        let connection = try await BrokerConnection.open(self.address, name: self.name)
        do throws(MessagingError) {
            for exchange in topology.exchanges { try await connection.declare(exchange, passive: true) }
            for queue in topology.queues { try await connection.declare(queue, passive: true) }
        } catch {
            await connection.close()
            throw MessagingError(error.code, "the topology is not complete (run `vigiectl migrate`): \(error.reason)")
        }
        await connection.close()
    }
}
