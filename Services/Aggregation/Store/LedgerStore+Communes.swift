import Persistence

extension LedgerStore {
    /// Returns those of the codes that the reference list holds.
    func communes(among codes: [String]) async throws -> [String] {
        try await self.pool.query(Statements.communes, [.textArray(codes)]).map { row throws(DatabaseError) in try row.text(0) }
    }
}
