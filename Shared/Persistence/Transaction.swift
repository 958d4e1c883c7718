import Threading

/// A transaction in progress. It ends with the closure that it was given to, and refuses to work afterwards.
public final class Transaction: Sendable {
    private let connection: DatabaseConnection
    private let isOver = Locked(false)

    init(_ connection: DatabaseConnection) { self.connection = connection }

    /// Runs a statement and answers its rows.
    public func query(_ sql: String, _ parameters: [SQLValue] = []) async throws(DatabaseError) -> Rows {
        try self.check()
        return try await self.connection.run(sql, parameters)
    }

    /// Runs a statement and answers how many rows it touched.
    @discardableResult
    public func execute(_ sql: String, _ parameters: [SQLValue] = []) async throws(DatabaseError) -> Int {
        try await self.query(sql, parameters).affected
    }

    /// Runs several statements without parameters, separated by semicolons.
    public func script(_ sql: String) async throws(DatabaseError) {
        try self.check()
        _ = try await self.connection.run(script: sql, isShielded: false)
    }

    func finish() { self.isOver.withLock { $0 = true } }

    private func check() throws(DatabaseError) {
        guard !self.isOver.withLock({ $0 }) else { throw DatabaseError(.statementFailed, "the transaction is over") }
    }
}

/// How much of others' work a transaction sees.
public enum IsolationLevel: String, Sendable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"
}
