import Mortality
public import Persistence

/// Keeps accounts and what they may do. Whatever it changes it writes into the audit, in the same transaction.
///
/// Whoever calls it has made sure that the author may do what is asked (`Access`), of the account as they have read it: with the
/// version that they read (`ifVersion`), an account that has been given more meanwhile is left alone, and the error is of code `stale`.
public struct AccountStore: Sendable {
    let pool: DatabasePool

    /// Makes a store that reads and writes by the pool's role.
    public init(pool: DatabasePool) { self.pool = pool }

    // MARK: Reading

    /// Finds the accounts that somebody may mean who forgot their password: those of this login, or of this e-mail address in any case, that
    /// are not disabled; three at most.
    public func accounts(calledOrReached text: String) async throws -> [Account] {
        guard (3...254).contains(text.utf8.count), !text.contains("\0") else { return [] }
        return try await self.pool.query(
            """
            \(Self.accountSQL)
            WHERE (a.login = $1 OR lower(a.email) = $1) AND a.erased_at IS NULL AND a.disabled_at IS NULL ORDER BY a.login LIMIT 3
            """, [.text(text.lowercased())]
        ).map { try Self.account($0) }
    }

    /// Reads one account; `nil` when there is none, or it was erased.
    public func account(_ id: AccountID) async throws -> Account? {
        try await self.pool.query("\(Self.accountSQL) WHERE a.id = $1 AND a.erased_at IS NULL", [.uuid(id.bytes)]).map { try Self.account($0) }.first
    }

    /// Reads the account of a login; `nil` when there is none.
    public func account(login: Login) async throws -> Account? {
        try await self.pool.query("\(Self.accountSQL) WHERE a.login = $1", [.text(login.text)]).map { try Self.account($0) }.first
    }

    /// Reads what a sign-in is checked against, in one statement; `nil` for an unknown login. A disabled account is answered too, since its
    /// refusal has to take as long as any other.
    public func credentials(of login: Login) async throws -> Credentials? {
        try await self.pool.query(Self.credentialsSQL("a.login = $1"), [.text(login.text)]).map { try Self.credentials($0) }.first
    }

    /// Reads the same for an account that is signed in and asked for its password again.
    public func credentials(of id: AccountID) async throws -> Credentials? {
        try await self.pool.query(Self.credentialsSQL("a.id = $1 AND a.erased_at IS NULL"), [.uuid(id.bytes)]).map { try Self.credentials($0) }.first
    }

    /// Lists a page of accounts in the order of their logins.
    ///
    /// - Parameters:
    ///   - after: the last login of the page before.
    ///   - limit: at most 500.
    public func list(_ filter: AccountFilter = AccountFilter(), after: Login? = nil, limit: Int = 50) async throws -> [Account] {
        try await self.pool.query(
            """
            \(Self.accountSQL)
            WHERE a.erased_at IS NULL AND ($1::text IS NULL OR a.login > $1)
                AND (($2::text[] IS NULL AND $3::text IS NULL AND $4::text IS NULL) OR EXISTS (
                    SELECT FROM portal.role_grant AS g
                    WHERE g.account = a.id AND ($2::text[] IS NULL OR g.department = ANY ($2)) AND ($3::text IS NULL OR g.territory = $3)
                        AND ($4::text IS NULL OR g.role = $4)))
                AND CASE $5::text
                    WHEN 'disabled' THEN a.disabled_at IS NOT NULL
                    WHEN 'invited' THEN a.disabled_at IS NULL AND a.password_hash IS NULL
                        AND NOT EXISTS (SELECT FROM portal.identity AS t WHERE t.account = a.id)
                    WHEN 'active' THEN a.disabled_at IS NULL
                        AND (a.password_hash IS NOT NULL OR EXISTS (SELECT FROM portal.identity AS t WHERE t.account = a.id))
                    ELSE true END
                AND ($6::text IS NULL OR a.login LIKE $6 OR lower(a.name) LIKE $6 OR lower(a.name) LIKE '% ' || $6)
            ORDER BY a.login LIMIT $7
            """,
            [
                .optional(after) { .text($0.text) },
                .optional(filter.departments) { .textArray($0.map(\.text).sorted()) },
                .optional(filter.territory) { .text($0.text) }, .optional(filter.role) { .text($0.rawValue) },
                .optional(filter.state) { .text($0.rawValue) }, .optional(filter.text) { .text(Self.pattern($0)) },
                .int(min(max(limit, 1), 500)),
            ]
        ).map { try Self.account($0) }
    }

    /// Reads the names of accounts, for a page that shows who did what; erased accounts have none.
    public func names(of ids: Set<AccountID>) async throws -> [AccountID: String] {
        let rows = try await self.pool.query(
            "SELECT id, name FROM portal.account WHERE id = ANY ($1) AND erased_at IS NULL", [.uuidArray(ids.map(\.bytes))])
        return try rows.reduce(into: [:]) { $0[try AccountID(bytes: try $1.uuid("id"))] = try $1.text("name") }
    }

    /// Says whether there is an account for demonstration, whose password stands in a file: Portal refuses to start with one unless it is told
    /// to.
    public func holdsDemoAccounts() async throws -> Bool {
        try await self.pool.query("SELECT EXISTS (SELECT FROM portal.account WHERE is_demo AND erased_at IS NULL)").one().bool(0)
    }

    /// Makes a `LIKE` pattern that matches what begins with a text; the signs `\`, `%` and `_` in it stand for themselves.
    static func pattern(_ text: String) -> String {
        var pattern = ""
        for character in text.lowercased().prefix(100) where character != "\0" {
            if "\\%_".contains(character) { pattern.append("\\") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
