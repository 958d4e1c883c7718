import Mortality
import Persistence

extension LedgerStore {
    /// Those of the codes that the reference list holds.
    func communes(among codes: [String]) async throws -> [String] {
        try await self.pool.query(Statements.communes, [.textArray(codes)]).map { row throws(DatabaseError) in try row.text(0) }
    }
}

extension LedgerStore {
    /// The declarations that stand in the ledger under the code of a commune that is no more, by the key that they come with
    /// since: that of the commune which its code leads to.
    func firstKeys(of keys: [DeclarationKey]) async throws -> [DeclarationKey: DeclarationKey] {
        guard !keys.isEmpty else { return [:] }
        let rows = try await self.pool.query(
            Statements.firstKeys, [.textArray(Array(Set(keys.map(\.commune.text)))), .uuidArray(keys.map(\.id.bytes))])
        return try Self.firstKeys(in: rows)
    }

    /// Apart from the query: the optimiser of Swift 6.3 ends on typed errors within an `async` function.
    private static func firstKeys(in rows: Rows) throws -> [DeclarationKey: DeclarationKey] {
        var found: [DeclarationKey: DeclarationKey] = [:]
        for row in rows {
            let first = try StoredRow.key(row)
            found[DeclarationKey(commune: try CommuneCode(try row.text("successor")), id: first.id)] = first
        }
        return found
    }
}
