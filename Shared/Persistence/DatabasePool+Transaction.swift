import Logging

extension DatabasePool {
    /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
    ///
    /// When the server reports a serialization failure or a deadlock, the whole body runs again after a short random pause,
    /// `attempts` times in all: it must not have effects outside the database. When the connection breaks during
    /// `COMMIT`, the error is ``DatabaseError/Code/outcomeUnknown``.
    public func transaction<Result>(
        isolation: IsolationLevel = .readCommitted, attempts: Int = 6, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        var attempt = 1
        while true {
            do {
                return try await self.attempt(isolation, body)
            } catch let error as DatabaseError where error.isRetriable && attempt < attempts {
                self.logger.debug("The transaction runs again", metadata: ["attempt": .stringConvertible(attempt), "error": "\(error)"])
                try await Task.sleep(for: .milliseconds(Double.random(in: 0..<1) * Double(5 << Swift.min(attempt, 6))))
                attempt += 1
            }
        }
    }

    private func attempt<Result>(
        _ isolation: IsolationLevel, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        let connection = try await self.acquire()
        let transaction = Transaction(connection)
        let result: Result
        do {
            _ = try await connection.run(script: "BEGIN ISOLATION LEVEL \(isolation.rawValue)", isShielded: false)
            result = try await body(transaction)
            transaction.finish()
        } catch {
            transaction.finish()
            // A connection that cannot roll back is not usable, and release drops it.
            _ = try? await connection.run(script: "ROLLBACK", isShielded: true)
            await self.release(connection)
            throw error
        }
        let committed = await self.commit(connection)
        await self.release(connection)
        try committed.get()
        return result
    }

    /// Commits, whether or not the task was cancelled meanwhile.
    private func commit(_ connection: DatabaseConnection) async -> Swift.Result<Void, DatabaseError> {
        do throws(DatabaseError) {
            let isCommitted = try await connection.commit()
            guard isCommitted else {
                return .failure(DatabaseError(.statementFailed, "rolled back: a statement failed and its error was swallowed", sqlState: "25P02"))
            }
            return .success(())
        } catch {
            guard error.code == .connectionLost else { return .failure(error) }
            return .failure(DatabaseError(.outcomeUnknown, "the connection broke during COMMIT: \(error.message)", sqlState: error.sqlState))
        }
    }
}
