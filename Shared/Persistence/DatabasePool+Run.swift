import Logging
import Threading

extension DatabasePool {
    /// Keeps one connection to the server ready until the task is cancelled, then closes the pool.
    ///
    /// It says in the log when PostgreSQL goes away and when it is back.
    public func run() async {
        var wasReachable: Bool?
        while !Task.isCancelled {
            let isReachable = await self.isReachable()
            if Task.isCancelled { break }
            if isReachable != wasReachable {
                if isReachable {
                    self.logger.info("PostgreSQL is reachable", metadata: ["database": "\(self.address)"])
                } else {
                    self.logger.warning("PostgreSQL is away", metadata: ["database": "\(self.address)"])
                }
                wasReachable = isReachable
            }
            let pause: Double = isReachable ? 5_000 : .random(in: 500..<1_500)
            try? await Task.sleep(for: .milliseconds(pause))
        }
        await self.close()
    }

    /// Closes the free connections now and the others when they come back; whoever waits is told, and nobody gets one any more.
    public func close() async {
        let (idle, waiters) = self.ledger.withLock { $0.close() }
        for waiter in waiters { waiter.resume(returning: .failure(DatabaseError(.connectionFailed, "the pool is closed"))) }
        for connection in idle { await connection.close() }
    }

    /// Gives `body` a connection of its own, whose session state nobody inherits: it is closed afterwards.
    func session<Result>(_ body: (DatabaseConnection) async throws -> Result) async throws -> Result {
        let connection = try await self.acquire()
        do {
            let result = try await body(connection)
            await self.drop(connection)
            return result
        } catch {
            await self.drop(connection)
            throw error
        }
    }
}
