/// Creates what the topology names, or checks that it is there.
public struct TopologyAdministrator: Sendable {
    private let address: BrokerAddress
    private let name: String

    /// Makes an administrator, which connects anew for each call.
    ///
    /// - Parameter name: Shown in the broker's list of connections.
    public init(address: BrokerAddress, name: String) {
        self.address = address
        self.name = name
    }

    /// Declares and binds everything. What is there already, alike, stays as it is.
    ///
    /// - Throws: `MessagingError`, `refused` when something of the same name has other properties.
    public func apply(_ topology: Topology) async throws(MessagingError) {
        try await self.open { connection in
            for exchange in topology.exchanges { try await connection.declare(exchange, passive: false) }
            for queue in topology.queues { try await connection.declare(queue, passive: false) }
            for binding in topology.bindings { try await connection.bind(binding) }
        }
    }

    /// Checks, without changing anything, that the exchanges and queues are there.
    ///
    /// - Throws: `MessagingError`, `refused` naming the first that is missing.
    public func check(_ topology: Topology) async throws(MessagingError) {
        do throws(MessagingError) {
            try await self.open { connection in
                for exchange in topology.exchanges { try await connection.declare(exchange, passive: true) }
                for queue in topology.queues { try await connection.declare(queue, passive: true) }
            }
        } catch {
            guard error.code == .refused else { throw error }
            throw MessagingError(.refused, "the topology is not complete (run `vigiectl migrate`): \(error.reason)")
        }
    }

    private func open(_ body: (BrokerConnection) async throws -> Void) async throws(MessagingError) {
        do {
            try await BrokerConnection.open(self.address, name: self.name, body)
        } catch let error as MessagingError {
            throw error
        } catch {
            throw MessagingError(.connectionFailed, "\(error)")
        }
    }
}
