import Threading

extension DatabasePool {
    /// Asks the ledger for a connection, and waits for one up to the acquire time-out.
    func grant() async throws(DatabaseError) -> PoolGrant<DatabaseConnection> {
        switch self.ledger.withLock({ $0.take() }) {
        case .granted(let grant): return grant
        case .closed: throw Self.closed
        case .tooManyWaiters: throw self.tooManyWaiters
        case .mustWait: break
        }
        guard !Task.isCancelled else { throw Self.cancelled }
        let id = self.ledger.withLock { $0.nextWaiter() }
        return try await withTaskGroup(of: Result<PoolGrant<DatabaseConnection>, DatabaseError>?.self) { group in
            group.addTask { await self.wait(as: id) }
            group.addTask {
                try? await ContinuousClock().sleep(for: self.options.acquireTimeout)
                self.giveUp(id, self.exhausted)
                return nil
            }
            var answer: Result<PoolGrant<DatabaseConnection>, DatabaseError> = .failure(self.exhausted)
            for await result in group {
                guard let result else { continue }
                answer = result
                group.cancelAll()
            }
            return answer
        }.get()
    }

    private func wait(as id: UInt64) async -> Result<PoolGrant<DatabaseConnection>, DatabaseError> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Result<PoolGrant<DatabaseConnection>, DatabaseError>? = self.ledger.withLock { ledger in
                    // What became free since the first look must not be waited for.
                    switch ledger.take() {
                    case .granted(let grant): return .success(grant)
                    case .closed: return .failure(Self.closed)
                    case .tooManyWaiters: return .failure(self.tooManyWaiters)
                    case .mustWait:
                        guard !Task.isCancelled else { return .failure(Self.cancelled) }
                        ledger.enqueue(continuation, as: id)
                        return nil
                    }
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            self.giveUp(id, Self.cancelled)
        }
    }

    private func giveUp(_ id: UInt64, _ error: DatabaseError) {
        self.ledger.withLock { $0.abandon(id) }?.resume(returning: .failure(error))
    }

    private static var closed: DatabaseError { DatabaseError(.connectionFailed, "the pool is closed") }
    private static var cancelled: DatabaseError { DatabaseError(.cancelled, "cancelled while waiting for a connection") }

    private var tooManyWaiters: DatabaseError {
        DatabaseError(.poolExhausted, "\(self.options.maximumWaiters) callers wait for a connection already")
    }

    private var exhausted: DatabaseError {
        DatabaseError(.poolExhausted, "no connection became free within \(self.options.acquireTimeout)")
    }
}
