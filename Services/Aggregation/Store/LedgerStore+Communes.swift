import Ledger
import Mortality
import Persistence

extension LedgerStore {
    /// Returns those of the codes that the reference list holds.
    func communes(among codes: [String]) async throws -> [String] {
        try await self.pool.query(Statements.communes, [.textArray(codes)]).map { row throws(DatabaseError) in try row.text(0) }
    }
}

extension LedgerStore {
    /// Returns, for keys whose declaration stands in the ledger under the code of a former commune, the key it stands under. The keys asked
    /// for name the commune that the former code leads to.
    func firstKeys(of keys: [DeclarationKey]) async throws -> [DeclarationKey: DeclarationKey] {
        guard !keys.isEmpty else { return [:] }
        let rows = try await self.pool.query(
            Statements.firstKeys, [.textArray(Array(Set(keys.map(\.commune.text)))), .uuidArray(keys.map(\.id.bytes))])
        return try Self.firstKeys(in: rows)
    }

    /// Reads the rows of the query. It is a function of its own because the optimiser of Swift 6.3 crashes on typed errors within an `async`
    /// function.
    private static func firstKeys(in rows: Rows) throws -> [DeclarationKey: DeclarationKey] {
        var found: [DeclarationKey: DeclarationKey] = [:]
        for row in rows {
            let first = try StoredRow.key(row)
            found[DeclarationKey(commune: try CommuneCode(try row.text("successor")), id: first.id)] = first
        }
        return found
    }
}
