@testable import Messaging

/// A queue that one connection has to itself.
enum HeldQueue {
    static func during(_ queue: String, at address: BrokerAddress, _ body: () async throws -> Void) async throws {
        try await BrokerConnection.open(address, name: "grid holds") { connection in
            try await connection.declareExclusive(queue)
            try await body()
        }
    }
}
