import Accounts
import Mortality
import Persistence

/// Creates, lists and revokes API keys.
struct KeyStore {
    let pool: DatabasePool

    /// Stores the hash and the rights of a key.
    func insert(_ key: APIKey, _ grant: KeyGrant) async throws {
        let (department, commune): (String?, String?) =
            switch grant.reach {
            case .all: (nil, nil)
            case .department(let code): (code.text, nil)
            case .commune(let code): (nil, code.text)
            }
        do {
            try await self.pool.execute(
                """
                INSERT INTO reference.api_key
                    (id, secret_hash, label, department, commune, covers_all, can_read, can_write, can_backdate, can_alert, rate_per_second)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                """,
                [
                    .text(key.id), .bytes(key.hash), .text(grant.label), .optional(department) { .text($0) }, .optional(commune) { .text($0) },
                    .bool(grant.reach == .all), .bool(grant.mayRead), .bool(grant.mayWrite), .bool(grant.mayBackdate),
                    .bool(grant.mayAlert), .optional(grant.ratePerSecond) { .int4(Int32(clamping: $0)) },
                ])
        } catch {
            guard error.code == .foreignKeyViolation else { throw error }
            throw ConsoleError("\(grant.reachText) is not loaded: import its department first")
        }
    }

    /// Reads every key, the newest last.
    func list() async throws -> Rows {
        try await self.pool.query(
            """
            SELECT id, label, coalesce(commune, department, 'all') AS reach, can_read, can_write, can_backdate, can_alert,
                rate_per_second,
                to_char(created_at, 'YYYY-MM-DD HH24:MI') AS created, to_char(revoked_at, 'YYYY-MM-DD HH24:MI') AS revoked
            FROM reference.api_key ORDER BY created_at, id
            """)
    }

    /// Revokes a key and returns whether it was valid until now; throws when there is no such key.
    func revoke(_ id: String) async throws -> Bool {
        if try await self.pool.execute("UPDATE reference.api_key SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL", [.text(id)]) == 1 {
            return true
        }
        guard try await self.pool.query("SELECT FROM reference.api_key WHERE id = $1", [.text(id)]).count == 1 else {
            throw ConsoleError("there is no key \(id); vigiectl key list shows those there are")
        }
        return false
    }
}
