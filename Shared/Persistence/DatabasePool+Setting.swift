extension DatabasePool {
    /// Runs one statement under a setting. Both are one transaction and one trip to the server, so that it costs hardly more than
    /// the statement alone.
    public func query(_ sql: String, _ parameters: [SQLValue] = [], under setting: LocalSetting) async throws(DatabaseError) -> Rows {
        let connection = try await self.acquire()
        do {
            let rows = try await connection.run(sql, parameters, under: setting)
            await self.release(connection)
            return rows
        } catch {
            await self.release(connection)
            throw error
        }
    }

    /// Runs `body` in a transaction under a setting that is in force before its first statement; otherwise it is as
    /// ``transaction(isolation:attempts:_:)``.
    public func transaction<Result>(
        under setting: LocalSetting, isolation: IsolationLevel = .readCommitted, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await self.transaction(isolation: isolation) { transaction in
            _ = try await transaction.query(LocalSetting.sql, setting.parameters)
            return try await body(transaction)
        }
    }
}
