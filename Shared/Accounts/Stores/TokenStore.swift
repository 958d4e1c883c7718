public import Mortality
public import Persistence

/// Until when the tokens of an account are not believed.
public struct TokenRevocation: Hashable, Sendable {
    /// The account whose tokens were revoked.
    public let account: AccountID
    /// The instant of the revocation: tokens issued at it or before are not believed.
    public let at: Instant
}

/// Tells Ingest, by way of the database, what it verifies declaring tokens by: the keys that they are signed with, and the accounts whose
/// tokens were revoked.
public struct TokenStore: TokenKeyPublisher {
    let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    /// Publishes a key. Publishing it again changes nothing.
    public func publish(_ key: TokenKey) async throws {
        try await self.pool.execute(
            "INSERT INTO reference.token_key (id, public_key, expires_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
            [.text(key.id.description), .bytes(key.publicKey), .timestamp(key.expiresAt.microseconds)])
    }

    private static let keyColumns = "id, public_key, created_at, expires_at"

    /// Reads the keys that are in force, the newest first and 2,000 at most, so that no number of Portals that start again and again fills a
    /// verifier's memory. A row that cannot be read is left out.
    public func keys() async throws -> [TokenKey] {
        try await self.pool.query(
            "SELECT \(Self.keyColumns) FROM reference.token_key WHERE expires_at > now() ORDER BY created_at DESC LIMIT 2000"
        ).compactMap { try Self.key($0) }
    }

    /// Reads one key; `nil` when there is none of this id.
    public func key(_ id: TokenKeyID) async throws -> TokenKey? {
        try await self.pool.query("SELECT \(Self.keyColumns) FROM reference.token_key WHERE id = $1", [.text(id.description)])
            .compactMap { try Self.key($0) }.first
    }

    private static func key(_ row: Row) throws -> TokenKey? {
        guard let id = TokenKeyID(try row.text("id")) else { return nil }
        return TokenKey(
            id: id, publicKey: try row.bytes("public_key"), createdAt: Instant(microseconds: try row.timestamp("created_at")),
            expiresAt: Instant(microseconds: try row.timestamp("expires_at")))
    }

    /// Reads the newest revocation of each account within the last day; an older one matters to no token that is still valid. A row that
    /// cannot be read is left out.
    public func revocations() async throws -> [TokenRevocation] {
        try await self.pool.query(
            "SELECT account, max(at) AS at FROM reference.token_revocation WHERE at > now() - interval '1 day' GROUP BY account"
        ).compactMap { row in
            guard let account = try? AccountID(bytes: try row.uuid("account")) else { return nil }
            return TokenRevocation(account: account, at: Instant(microseconds: try row.timestamp("at")))
        }
    }

    /// Revokes all tokens of an account that were issued until now, within the transaction that is the reason.
    ///
    /// The instant is the statement's, not the transaction's beginning: what was issued while the transaction waited for a lock
    /// counts too.
    static func revoke(_ id: AccountID, in transaction: Transaction) async throws {
        try await transaction.execute("INSERT INTO reference.token_revocation (account) VALUES ($1) ON CONFLICT DO NOTHING", [.uuid(id.bytes)])
    }

    /// Deletes keys that have expired and revocations older than a day, and answers how many; to be called now and then.
    @discardableResult
    public func purge() async throws -> Int {
        let keys = try await self.pool.execute("DELETE FROM reference.token_key WHERE expires_at < now()")
        return keys + (try await self.pool.execute("DELETE FROM reference.token_revocation WHERE at < now() - interval '1 day'"))
    }
}
